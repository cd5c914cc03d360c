import type { Settings } from '../config/settings.js';
import { StreambookError, UsageError } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import { SERVICE_NAMES } from './components/index.js';
import { markerOf, runningOf } from './daemon.js';
import { killProcess } from './processes.js';
import { readProcesses } from './state.js';

/** @throws UsageError UNKNOWN_SERVICE with the names that there are. */
export function assertServiceName(name: string): void {
  if (SERVICE_NAMES.includes(name)) return;
  throw new UsageError(
    'UNKNOWN_SERVICE',
    `There is no service "${name}".${didYouMean(name, SERVICE_NAMES)} There are ${SERVICE_NAMES.join(', ')}`,
  );
}

/**
 * Kills one service as a power cut would: at once, by its own process id, with no time to hand anything over.
 * {@link startServices} starts it again.
 *
 * @returns The id of the process that was killed.
 * @throws UsageError UNKNOWN_SERVICE; SERVICES_DOWN when it does not run here.
 */
export async function killService(settings: Settings, name: string): Promise<number> {
  assertServiceName(name);
  const servicesFolder = settings.paths.services;
  const running = await runningOf(servicesFolder, await readProcesses(servicesFolder));
  const daemon = running.find((candidate) => candidate.name === name);
  if (daemon === undefined) {
    throw new StreambookError('SERVICES_DOWN', `${name} is not running here, so it cannot be killed`);
  }
  await killProcess(daemon.pid, markerOf(servicesFolder, name));
  return daemon.pid;
}
