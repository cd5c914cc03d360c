import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ComponentName } from '../config/service-variables.js';
import type { Settings } from '../config/settings.js';
import { assertFreeSpace } from '../core/disk-space.js';
import { StreambookError } from '../core/errors.js';
import {
  type Component,
  isOf,
  type Ports,
  portsOf,
  type ServiceProcess,
  type StartContext,
} from './component.js';
import { COMPONENTS, USUAL_COMPONENTS, type UsualComponent } from './components/index.js';
import {
  diedError,
  isDaemonRunning,
  type Java,
  markerOf,
  PORT_LOST,
  runningOf,
  startDaemon,
} from './daemon.js';
import { diskMbOf } from './disk-needs.js';
import { fetchMissing } from './fetch.js';
import { javaVersion } from './jvm.js';
import { removeLeftovers } from './leftovers.js';
import { type ServiceDeps, withServicesLock } from './lock.js';
import { becomeFree, choosePorts } from './ports.js';
import { processState } from './processes.js';
import { waitUntilReady, whileAlive } from './ready.js';
import type { RunningComponent, Services } from './services.js';
import { readProcesses, type StartedProcess, writeProcesses } from './state.js';
import { stopDaemons, stopOrphans } from './stop.js';

export interface StartOptions<N extends ComponentName> extends ServiceDeps {
  /** What is to be started; Kafka and Spark when absent. */
  readonly needs?: readonly N[];
}

/** With each try the ports are looked for elsewhere, so two projects that start at once do not meet again and again. */
const MAX_TRIES = 4;

/**
 * Fetches and starts what is missing of the components, joins what runs, and returns once all can be used. Then it
 * removes what processes that were killed have left there. When it fails or is aborted, it stops what it had started.
 *
 * @throws StreambookError FETCH_FAILED, JAVA_MISSING, PORT_TAKEN, SERVICE_DIED, KAFKA_UNREACHABLE and the like, TIMED_OUT.
 */
export async function startServices<N extends ComponentName = UsualComponent>(
  options: StartOptions<N>,
): Promise<Services<N>> {
  const { settings, reporter } = options;
  const needs: readonly ComponentName[] = options.needs ?? USUAL_COMPONENTS;
  const components = [...new Set(needs)].map((name): Component => COMPONENTS[name]);
  await fetchMissing(options, components);
  return withServicesLock(options, async () => {
    await mkdir(join(settings.paths.services, 'logs'), { recursive: true });
    await mkdir(archivesFolder(settings.paths.setup), { recursive: true });
    for (let tries = 1; ; tries += 1) {
      try {
        const services = await startMissing<N>(options, components, tries > 1);
        await removeLeftovers({ settings, reporter }, services);
        return services;
      } catch (error) {
        // A port that was free when it was chosen may be taken before the service listens on it.
        if (!(error instanceof StreambookError && error.code === PORT_LOST) || tries === MAX_TRIES)
          throw error;
        reporter.line(`services: ${error.message}; starting again on other ports`);
      }
    }
  });
}

const archivesFolder = (setupFolder: string) => join(setupFolder, 'archives');

/** One process to start, with what its component prepares it with. */
interface Launch {
  readonly component: Component;
  readonly process: ServiceProcess;
  readonly context: StartContext;
}

/** One try. @param elsewhere Whether ports that nobody asked for are to be others than the usual ones. */
async function startMissing<N extends ComponentName>(
  deps: ServiceDeps,
  components: readonly Component[],
  elsewhere: boolean,
): Promise<Services<N>> {
  const { settings, reporter, signal } = deps;
  const folder = settings.paths.services;
  const embedded = components.filter(({ name }) => settings.external[name] === undefined);

  // 1. What runs already, of all components: what a killed start or stop has left does not count.
  const known = await readProcesses(folder);
  await stopOrphans(folder, known, reporter);
  let running = await withoutHalfStopped(folder, await runningOf(folder, known));
  const names = new Set(embedded.flatMap(({ processes }) => processes.map(({ name }) => name)));
  const ranBefore = running.some(({ name }) => names.has(name));
  await assertNoneSuspended(
    folder,
    running.filter(({ name }) => names.has(name)),
  );

  // 2. Ports: what runs keeps its own.
  const ports = new Map<ComponentName, Ports>();
  const chosen = new Set(running.flatMap((daemon) => Object.values(daemon.ports)));
  for (const component of embedded) {
    const own = running.filter((daemon) => isOf(component, daemon));
    const before = portsOf(component, known);
    if (own.length > 0 && (await canBeMended(component, own, before))) {
      ports.set(component.name, before);
      continue;
    }
    if (own.length > 0) {
      reporter.line(
        `services: a port of a part of ${component.title} that died is taken now; starting ${component.title} on other ports`,
      );
      await stopDaemons(folder, own);
      running = running.filter((daemon) => !own.includes(daemon));
    }
    ports.set(
      component.name,
      await choosePorts(component, { askedPorts: settings.askedPorts, chosen, before, elsewhere }),
    );
  }

  // 3. What is missing is started side by side.
  const started: StartedProcess[] = [];
  const others = (launched: readonly StartedProcess[]) =>
    known.filter(({ name }) => !launched.some((daemon) => daemon.name === name));
  try {
    const launches = embedded.flatMap((component) =>
      component.processes
        .filter((process) => !running.some(({ name }) => name === process.name))
        .map((process): Launch => {
          const context = { settings, reporter, signal, ports: ports.get(component.name) ?? {} };
          return { component, process, context };
        }),
    );
    await launch(launches, deps, known, async (daemon) => {
      started.push(daemon);
      await writeProcesses(folder, [...others(started), ...started]);
    });

    // 4. Ready when it can be used.
    const own = [...running, ...started].filter(({ name }) => names.has(name));
    const ensureAlive = async () => {
      for (const daemon of own) {
        if (!(await isDaemonRunning(folder, daemon))) throw await diedError(folder, daemon);
      }
    };
    const ready = await whileAlive(ensureAlive, signal, (until) =>
      Promise.all(
        components.map(async (component) => {
          const isEmbedded = embedded.includes(component);
          const address = isEmbedded
            ? await component.address(ports.get(component.name) ?? {}, folder)
            : settings.external[component.name];
          const servicesFolder = isEmbedded ? folder : undefined;
          await waitUntilReady(component, address, { servicesFolder, ensureAlive, signal: until });
          const isNew = isEmbedded && !running.some((daemon) => isOf(component, daemon));
          return [
            component.name,
            { address, isEmbedded, isNew } satisfies RunningComponent<unknown>,
          ] as const;
        }),
      ),
    );
    const startedNames = started.map(({ name }) => name);
    return {
      ...Object.fromEntries(ready),
      started: startedNames,
      stopAfterUse: ranBefore ? [] : startedNames,
    } as unknown as Services<N>;
  } catch (error) {
    await stopDaemons(folder, started);
    await writeProcesses(folder, others(started));
    throw error;
  }
}

/** @throws StreambookError SERVICE_SUSPENDED: it would be waited for in vain. */
async function assertNoneSuspended(folder: string, running: readonly StartedProcess[]): Promise<void> {
  for (const { name, pid } of running) {
    if ((await processState(pid, markerOf(folder, name))) !== 'suspended') continue;
    throw new StreambookError(
      'SERVICE_SUSPENDED',
      `${name} (process ${pid}) is suspended; resume it with kill -CONT ${pid}, or stop all services with: npx streambook down`,
    );
  }
}

/** Whoever was stopping these has been killed; they end in a moment, or never. @returns The other ones. */
async function withoutHalfStopped(
  folder: string,
  running: readonly StartedProcess[],
): Promise<readonly StartedProcess[]> {
  await stopDaemons(
    folder,
    running.filter(({ stopping }) => stopping),
  );
  return running.filter(({ stopping }) => !stopping);
}

/**
 * Whether the missing processes of a component that runs in part can come back to their ports, which the running ones
 * know them by.
 */
async function canBeMended(
  component: Component,
  running: readonly StartedProcess[],
  ports: Ports,
): Promise<boolean> {
  const missing = component.processes.filter(({ name }) => !running.some((daemon) => daemon.name === name));
  const names = missing.flatMap((process) => process.ports.map(({ name }) => name));
  const known = names.flatMap((name) => ports[name] ?? []);
  return known.length === names.length && becomeFree(known);
}

/** Prepares and starts processes. @param onStarted Told of each as soon as it runs. */
async function launch(
  launches: readonly Launch[],
  { settings, reporter, signal }: ServiceDeps,
  known: readonly StartedProcess[],
  onStarted: (daemon: StartedProcess) => Promise<void>,
): Promise<void> {
  if (launches.length === 0) return;
  const { paths } = settings;
  const components = [...new Map(launches.map(({ component, context }) => [component, context]))];
  const titles = components.map(([{ title }]) => title).join(' and ');
  await assertFreeSpace(
    paths.services,
    diskMbOf(components.map(([{ name }]) => name)),
    `a start of ${titles}`,
  );
  const again = launches
    .map(({ process }) => process.name)
    .filter((name) => known.some((daemon) => daemon.name === name && !daemon.stopping));
  if (again.length > 0) reporter.line(`services: starting again what had stopped: ${again.join(', ')}`);
  const programs = await Promise.all(
    launches.map(async ({ process, context }) => ({
      process,
      context,
      program: await process.program(context),
    })),
  );
  const needsJava = programs.some(({ program }) => program.kind === 'jvm');
  const java = needsJava ? await javaOf(settings) : undefined;
  await Promise.all(components.map(async ([component, context]) => component.prepare?.(context)));
  await Promise.all(launches.map(async ({ process, context }) => process.prepare?.(context)));
  for (const { process, context, program } of programs) {
    signal?.throwIfAborted();
    const { name } = process;
    const ports = Object.fromEntries(process.ports.map((port) => [port.name, context.ports[port.name] ?? 0]));
    await onStarted(await startDaemon({ servicesFolder: paths.services, name, ports, program, java }));
  }
}

const javaOf = async ({ java, paths }: Settings): Promise<Java> => ({
  command: java,
  version: await javaVersion(java),
  archives: archivesFolder(paths.setup),
});
