import type { ComponentName } from '../config/service-variables.js';
import type { Settings } from '../config/settings.js';
import { StreambookError } from '../core/errors.js';
import { type Component, isOf, portsOf } from './component.js';
import { ALL_COMPONENTS, COMPONENTS, USUAL_COMPONENTS, type UsualComponent } from './components/index.js';
import { markerOf, runningOf } from './daemon.js';
import { argumentsOf, processState } from './processes.js';
import type { RunningComponent, Services } from './services.js';
import { readProcesses } from './state.js';

export interface ServiceStatus {
  readonly name: string;
  readonly state: 'running' | 'suspended' | 'stopping' | 'stopped' | 'died';
  readonly pid: number | undefined;
  readonly startedAt: string | undefined;
  readonly ports: readonly number[];
}

/**
 * What runs of the embedded services: the usual ones, and others once they have been started. A process that is not there
 * any more, and that nobody stops, has died.
 */
export async function embeddedStatus(settings: Settings): Promise<readonly ServiceStatus[]> {
  const servicesFolder = settings.paths.services;
  const known = await readProcesses(servicesFolder);
  const running = await runningOf(servicesFolder, known);
  const isShown = (component: Component) =>
    USUAL_COMPONENTS.some((usual) => usual === component.name) ||
    known.some((daemon) => isOf(component, daemon));
  const names = ALL_COMPONENTS.filter(isShown).flatMap(({ processes }) => processes.map(({ name }) => name));
  const isHeld = async (pid: number, name: string) =>
    (await processState(pid, markerOf(servicesFolder, name))) === 'suspended';
  const statusOf = async (name: string): Promise<ServiceStatus> => {
    const daemon = known.find((candidate) => candidate.name === name);
    const askedToStop = daemon === undefined || daemon.stopping === true;
    if (daemon === undefined || !running.includes(daemon)) {
      const nothing = { pid: undefined, startedAt: undefined, ports: [] };
      return { name, state: askedToStop ? 'stopped' : 'died', ...nothing };
    }
    const { pid, startedAt, ports } = daemon;
    const alive = (await isHeld(pid, name)) ? 'suspended' : 'running';
    return { name, state: askedToStop ? 'stopping' : alive, pid, startedAt, ports: Object.values(ports) };
  };
  return Promise.all(names.map(statusOf));
}

/**
 * The components that are asked for (Kafka and Spark when absent), when they run already.
 *
 * @throws StreambookError SERVICES_DOWN with the processes that are missing.
 */
export async function runningServices<N extends ComponentName = UsualComponent>(
  settings: Settings,
  needs?: readonly N[],
): Promise<Services<N>> {
  const { external, paths } = settings;
  const running = await runningOf(paths.services, await readProcesses(paths.services));
  const names: readonly ComponentName[] = needs ?? USUAL_COMPONENTS;
  const missing = names
    .filter((name) => external[name] === undefined)
    .flatMap((name) => COMPONENTS[name].processes.map((process) => process.name))
    .filter((name) => !running.some((daemon) => daemon.name === name));
  if (missing.length > 0) {
    const asked = names.filter((name) => !USUAL_COMPONENTS.some((usual) => usual === name));
    const others = asked.length === 0 ? '' : ` --with ${asked.join(',')}`;
    throw new StreambookError(
      'SERVICES_DOWN',
      `Not running: ${missing.join(', ')}; start them with: npx streambook up${others}`,
    );
  }
  const components = await Promise.all(
    names.map(async (name) => {
      const isEmbedded = external[name] === undefined;
      const component: Component = COMPONENTS[name];
      const address = isEmbedded
        ? await component.address(portsOf(component, running), paths.services)
        : external[name];
      return [name, { address, isEmbedded, isNew: false } satisfies RunningComponent<unknown>] as const;
    }),
  );
  return { ...Object.fromEntries(components), started: [], stopAfterUse: [] } as unknown as Services<N>;
}

/** What is about this machine's folders, not about how the JVM works. */
const FOLDER_FLAG = /^-XX:(SharedArchiveFile|ArchiveClassesAtExit)=/;

/** The JVM's own flags (-X…) of each embedded service, as its process has them; none of those that do not run. */
export async function runningJvmFlags(settings: Settings): Promise<Record<string, string[]>> {
  const folder = settings.paths.services;
  const running = await runningOf(folder, await readProcesses(folder));
  const flags = await Promise.all(
    running.map(async ({ name, pid }) => {
      const args = await argumentsOf(pid, markerOf(folder, name));
      return [name, args.filter((arg) => arg.startsWith('-X') && !FOLDER_FLAG.test(arg))] as const;
    }),
  );
  return Object.fromEntries(flags.filter(([, own]) => own.length > 0));
}
