import { hasCode } from '../core/errors.js';
import type { Reporter } from '../core/reporter.js';
import type { ServiceProcess } from './component.js';
import { ALL_COMPONENTS, SERVICE_NAMES } from './components/index.js';
import { markerOf, runningOf, stopDaemon } from './daemon.js';
import { type ServiceDeps, withServicesLock } from './lock.js';
import { findByMarkers, stopProcess } from './processes.js';
import { readProcesses, type StartedProcess, writeProcesses } from './state.js';

type StopRules = Pick<ServiceProcess, 'name' | 'dependsOn' | 'stopsAfter'>;
const PROCESSES: readonly StopRules[] = ALL_COMPONENTS.flatMap(({ processes }) => processes);

/**
 * Stops processes side by side, but each only after those that depend on it.
 *
 * @param stop Ends when the process has ended.
 */
export async function stopInOrder<D extends { readonly name: string }>(
  daemons: readonly D[],
  processes: readonly StopRules[],
  stop: (daemon: D) => Promise<void>,
): Promise<void> {
  const stopping = new Map<string, Promise<void>>();
  const stopWhenFree = (daemon: D): Promise<void> => {
    const known = stopping.get(daemon.name);
    if (known !== undefined) return known;
    const rules = processes.find(({ name }) => name === daemon.name);
    const isDependent = ({ name }: D) =>
      processes.find((process) => process.name === name)?.dependsOn?.includes(daemon.name) ?? false;
    const dependents = daemons.filter(isDependent).map(stopWhenFree);
    const free =
      rules?.stopsAfter === 'one' && dependents.length > 0
        ? Promise.race(dependents)
        : Promise.all(dependents);
    const stopped = free.then(() => stop(daemon));
    stopping.set(daemon.name, stopped);
    return stopped;
  };
  await Promise.all(daemons.map(stopWhenFree));
}

/** Stops these processes and waits for their end. */
export const stopDaemons = (servicesFolder: string, daemons: readonly StartedProcess[]): Promise<void> =>
  stopInOrder(daemons, PROCESSES, (daemon) => stopDaemon(servicesFolder, daemon));

/** Stops processes that bear this project's mark but are not known: left by a start that was killed. */
export async function stopOrphans(
  servicesFolder: string,
  known: readonly StartedProcess[],
  reporter: Reporter,
): Promise<void> {
  const names = new Map(SERVICE_NAMES.map((name) => [markerOf(servicesFolder, name), name]));
  const orphans = (await findByMarkers([...names.keys()])).filter(
    ({ pid }) => !known.some((daemon) => daemon.pid === pid),
  );
  for (const { pid, marker } of orphans) {
    reporter.line(
      `services: stopping ${names.get(marker)} (process ${pid}), which an earlier start left behind`,
    );
    await stopProcess(pid, marker);
  }
}

/**
 * Stops what this project started and nothing else.
 *
 * @param only Names to stop; all when absent.
 * @returns The names of the processes that were stopped.
 */
export async function stopServices(deps: ServiceDeps, only?: readonly string[]): Promise<readonly string[]> {
  return withServicesLock(
    deps,
    () => stopLocked(deps, only),
    () => sayDiskIsFull(deps),
  );
}

/** Stops all services, and does something while none can be started. */
export async function whileStopped<T>(deps: ServiceDeps, work: () => Promise<T>): Promise<T> {
  return withServicesLock(
    deps,
    async () => {
      await stopLocked(deps);
      return work();
    },
    () => sayDiskIsFull(deps),
  );
}

/** Services write, too: to stop them is what makes room. */
const sayDiskIsFull = ({ reporter, settings }: ServiceDeps) =>
  reporter.line(`services: the disk of ${settings.paths.services} is full; stopping without the lock`);

/** What is known of the services follows from their processes, too, where the disk has no room to write it down. */
async function writeIfRoom(folder: string, processes: readonly StartedProcess[]): Promise<void> {
  await writeProcesses(folder, processes).catch((error: unknown) => {
    if (!hasCode(error, 'ENOSPC')) throw error;
  });
}

async function stopLocked(
  { settings, reporter }: ServiceDeps,
  only?: readonly string[],
): Promise<readonly string[]> {
  const folder = settings.paths.services;
  const known = await readProcesses(folder);
  const running = await runningOf(folder, known);
  const toStop = running.filter(({ name }) => only?.includes(name) ?? true);
  // Those that are left keep the ports of those that are stopped in their settings: these stay known.
  const marked = known.map((daemon): StartedProcess =>
    toStop.includes(daemon) ? { ...daemon, stopping: true } : daemon,
  );
  if (toStop.length > 0) await writeIfRoom(folder, marked);
  await stopDaemons(folder, toStop);
  if (only === undefined) await stopOrphans(folder, [], reporter);
  if (known.length > 0) await writeIfRoom(folder, toStop.length === running.length ? [] : marked);
  return toStop.map(({ name }) => name);
}
