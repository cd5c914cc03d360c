import type { Settings } from '../config/settings.js';
import { StreambookError, UsageError } from '../runtime/errors.js';
import { didYouMean } from '../runtime/suggest.js';
import { runningOf, SERVICE_NAMES } from './cluster.js';
import { markerOf } from './daemon.js';
import { killProcess } from './processes.js';
import { readState } from './state.js';

/**
 * Kills one service as a power cut would: at once, by its own process id, with no time to hand anything over.
 * {@link startServices} starts it again.
 *
 * @returns The id of the process that was killed.
 * @throws UsageError UNKNOWN_SERVICE; SERVICES_DOWN when it does not run here.
 */
export async function killService(settings: Settings, name: string): Promise<number> {
  if (!SERVICE_NAMES.includes(name)) {
    throw new UsageError(
      'UNKNOWN_SERVICE',
      `There is no service "${name}".${didYouMean(name, SERVICE_NAMES)} There are ${SERVICE_NAMES.join(', ')}`,
    );
  }
  const servicesFolder = settings.paths.services;
  const running = await runningOf(servicesFolder, await readState(servicesFolder));
  const daemon = running.find((candidate) => candidate.name === name);
  if (daemon === undefined) {
    throw new StreambookError('SERVICES_DOWN', `${name} is not running here, so it cannot be killed`);
  }
  await killProcess(daemon.pid, markerOf(servicesFolder, name));
  return daemon.pid;
}
