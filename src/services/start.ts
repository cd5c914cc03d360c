import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ComponentName } from '../config/service-variables.js';
import { StreambookError } from '../core/errors.js';
import { stopAfterUse } from './stop-after-use.js';
import { type Component, isOf, type Ports, portsOf } from './component.js';
import { COMPONENTS, USUAL_COMPONENTS, type UsualComponent } from './components/index.js';
import { diedError, isDaemonRunning, markerOf, PORT_LOST, runningOf } from './daemon.js';
import { fetchMissing } from './fetch.js';
import { archivesFolder, type Launch, launch } from './launch.js';
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
        return await startMissing<N>(options, components, tries > 1);
      } catch (error) {
        // A port that was free when it was chosen may be taken before the service listens on it.
        if (!(error instanceof StreambookError && error.code === PORT_LOST) || tries === MAX_TRIES)
          throw error;
        reporter.line(`services: ${error.message}; starting again on other ports`);
      }
    }
  });
}

/** One try. @param elsewhere Whether ports that nobody asked for are to be others than the usual ones. */
async function startMissing<N extends ComponentName>(
  deps: ServiceDeps,
  components: readonly Component[],
  elsewhere: boolean,
): Promise<Services<N>> {
  const { settings, reporter, signal, env = process.env, now = () => new Date() } = deps;
  const folder = settings.paths.services;
  const embedded = components.filter(({ name }) => settings.external[name] === undefined);

  // 1. What runs already, of all components: what a killed start or stop has left does not count.
  const known = await readProcesses(folder);
  await stopOrphans(folder, known, reporter);
  let running = await withoutHalfStopped(folder, await runningOf(folder, known));
  const names = new Set(embedded.flatMap(({ processes }) => processes.map(({ name }) => name)));
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
          const context = { settings, reporter, signal, env, ports: ports.get(component.name) ?? {} };
          return { component, process, context };
        }),
    );
    await launch(launches, { ...deps, now }, known, async (daemon) => {
      started.push(daemon);
      await writeProcesses(folder, [...others(started), ...started]);
    });

    // 4. Ready when it can be used.
    const own = [...running, ...started].filter(({ name }) => names.has(name));
    const ensureAlive = async () => {
      for (const daemon of own) {
        if (!(await isDaemonRunning(folder, daemon))) throw await diedError(folder, daemon, now().getTime());
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
    const services = {
      ...Object.fromEntries(ready),
      started: startedNames,
      stopAfterUse: stopAfterUse(embedded, { known, running, started }),
    } as unknown as Services<N>;
    await removeLeftovers(deps, services);
    // It may have fired since the last wait that heeds it, and then the caller has no services to stop.
    signal?.throwIfAborted();
    return services;
  } catch (error) {
    await takeBack(folder, started, others(started));
    throw error;
  }
}

/** Stops what a failed start has started. What is written of it fails where the disk is full; the marks tell it, too. */
async function takeBack(
  folder: string,
  started: readonly StartedProcess[],
  others: readonly StartedProcess[],
): Promise<void> {
  const write = (processes: readonly StartedProcess[]) =>
    writeProcesses(folder, processes).catch(() => undefined);
  // To whoever looks meanwhile they are being stopped, and have not died.
  await write([...others, ...started.map((daemon): StartedProcess => ({ ...daemon, stopping: true }))]);
  await stopDaemons(folder, started);
  await write(others);
}

/** @throws StreambookError SERVICE_SUSPENDED: waiting for it would time out. */
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
