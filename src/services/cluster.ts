import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '../config/settings.js';
import { SparkRemote } from '../config/spark-remote.js';
import { waitFor } from '../runtime/deadline.js';
import { assertFreeSpace } from '../runtime/disk-space.js';
import { StreambookError } from '../runtime/errors.js';
import type { Reporter } from '../runtime/reporter.js';
import { takeLock } from '../../setup/lock.mjs';
import { diedError, isDaemonRunning, markerOf, PORT_LOST, startDaemon, stopDaemon } from './daemon.js';
import { SERVICES_MB } from './disk-needs.js';
import { waitForKafka, waitForSpark } from './health.js';
import { classArchive, javaVersion } from './jvm.js';
import { bootstrapServersOf, KAFKA_NODES } from './kafka-node.js';
import { clusterId } from './kafka-storage.js';
import { planLaunches } from './launches.js';
import { choosePorts, isFree, LOOPBACK, type ServicePorts } from './ports.js';
import { findByMarker, stopProcess } from './processes.js';
import { removeLeftovers } from './leftovers.js';
import type { Services } from './services.js';
import { SPARK_NAME, sparkFolder } from './spark-server.js';
import { readState, type ServiceState, type StartedProcess, writeState } from './state.js';

export type { Services } from './services.js';

interface Deps {
  readonly settings: Settings;
  readonly reporter: Reporter;
  readonly signal?: AbortSignal | undefined;
}

/** Names of all embedded processes, in the order in which they are shown. */
export const SERVICE_NAMES: readonly string[] = [...KAFKA_NODES.map(({ name }) => name), SPARK_NAME];

/** Stops processes that bear this project's mark but are not in its state: left by a start that was killed. */
async function stopOrphans(
  servicesFolder: string,
  known: readonly StartedProcess[],
  reporter: Reporter,
): Promise<void> {
  for (const name of SERVICE_NAMES) {
    const marker = markerOf(servicesFolder, name);
    for (const pid of await findByMarker(marker)) {
      if (known.some((daemon) => daemon.pid === pid)) continue;
      reporter.line(`services: stopping ${name} (process ${pid}), which an earlier start left behind`);
      await stopProcess(pid, marker);
    }
  }
}

/** Processes of the state that still run. */
export async function runningOf(
  servicesFolder: string,
  state: ServiceState | undefined,
): Promise<StartedProcess[]> {
  const processes = state?.processes ?? [];
  const running = await Promise.all(processes.map((daemon) => isDaemonRunning(servicesFolder, daemon)));
  return processes.filter((_, index) => running[index]);
}

/**
 * The ports to start on: those of the state while something of it runs or all are free, else new ones. When a part
 * runs but a missing part's port has been taken meanwhile, the running part has to be stopped first.
 */
async function portsFor(
  state: ServiceState | undefined,
  running: readonly StartedProcess[],
  missing: readonly string[],
  settings: Settings,
  elsewhere: boolean,
): Promise<ServicePorts | undefined> {
  if (state === undefined || running.length === 0) return choosePorts(settings, elsewhere);
  const { brokers, controllers, spark } = state.ports;
  const portsOf = new Map<string, readonly number[]>([
    ['broker-1', [brokers[0], controllers[0]]],
    ['broker-2', [brokers[1], controllers[1]]],
    ['controller-3', [controllers[2]]],
    [SPARK_NAME, [spark]],
  ]);
  const needed = missing.flatMap((name) => portsOf.get(name) ?? []);
  // The system takes a moment to close the ports of a process that was killed.
  const allFree = async () => (await Promise.all(needed.map(isFree))).every(Boolean) || undefined;
  const free = await waitFor(allFree, { what: 'ports are free', timeoutMs: PORTS_FREE_TIMEOUT_MS }).catch(
    () => false,
  );
  return free ? state.ports : undefined;
}

const PORTS_FREE_TIMEOUT_MS = 3000;

/** Names of the embedded processes that these settings ask for. */
export function neededNames(settings: Settings): readonly string[] {
  const isSpark = (name: string) => name === SPARK_NAME;
  return SERVICE_NAMES.filter((name) =>
    isSpark(name) ? settings.externalSpark === undefined : settings.externalKafka === undefined,
  );
}

/** With each try the ports are looked for elsewhere, so two projects that start at once do not meet again and again. */
const MAX_TRIES = 4;

/**
 * Starts what is missing of the services, joins what runs, and returns once all are healthy: every topic's leaders
 * are elected and Spark answers a query. Then it removes what processes that were killed have left there. When it
 * fails or is aborted, it stops what it had started.
 *
 * @throws StreambookError JAVA_MISSING, PORT_TAKEN, SERVICE_DIED, KAFKA_UNREACHABLE, SPARK_UNREACHABLE, TIMED_OUT.
 */
export async function startServices({ settings, reporter, signal }: Deps): Promise<Services> {
  const servicesFolder = settings.paths.services;
  await mkdir(join(servicesFolder, 'logs'), { recursive: true });
  await mkdir(archivesFolder(settings), { recursive: true });
  const release = await takeLock(join(servicesFolder, 'lock'), {
    onWait: (line) => reporter.line(`services: ${line}`),
    signal,
  });
  try {
    for (let tries = 1; ; tries += 1) {
      try {
        const services = await startMissing({ settings, reporter, signal }, tries > 1);
        await removeLeftovers({ settings, reporter }, services);
        return services;
      } catch (error) {
        // A port that was free when it was chosen may be taken before the service listens on it.
        if (!(error instanceof StreambookError && error.code === PORT_LOST) || tries === MAX_TRIES)
          throw error;
        reporter.line(`services: ${error.message}; starting again on other ports`);
      }
    }
  } finally {
    await release();
  }
}

const archivesFolder = ({ paths }: Settings) => join(paths.setup, 'archives');

/** One try. @param elsewhere Whether ports that nobody asked for are to be others than the usual ones. */
async function startMissing(deps: Deps, elsewhere: boolean): Promise<Services> {
  const { settings, reporter, signal } = deps;
  const servicesFolder = settings.paths.services;
  const needed = neededNames(settings);
  const started: StartedProcess[] = [];
  try {
    const state = await readState(servicesFolder);
    await stopOrphans(servicesFolder, state?.processes ?? [], reporter);
    let running = await runningOf(servicesFolder, state);
    const halfStopped = running.filter(({ stopping }) => stopping);
    if (halfStopped.length > 0) {
      // Whoever was stopping them has been killed; they end in a moment, or never.
      await stopAll(servicesFolder, halfStopped);
      running = running.filter(({ stopping }) => !stopping);
    }
    const ranBefore = running.some(({ name }) => needed.includes(name));
    const isMissing = (name: string) =>
      needed.includes(name) && !running.some((daemon) => daemon.name === name);
    let ports = await portsFor(state, running, SERVICE_NAMES.filter(isMissing), settings, elsewhere);
    if (ports === undefined) {
      reporter.line('services: a port of a part that died is taken now; starting all parts on other ports');
      await stopAll(servicesFolder, running);
      running = [];
      ports = await choosePorts(settings, elsewhere);
    }
    const missing = SERVICE_NAMES.filter(isMissing);
    if (missing.length > 0) {
      await assertFreeSpace(servicesFolder, SERVICES_MB, 'a start of Kafka and Spark');
      if (running.length > 0)
        reporter.line(`services: starting again what had stopped: ${missing.join(', ')}`);
      const version = await javaVersion(settings.java);
      const plan = await planLaunches(deps, ports);
      const wanted = plan.filter(({ name }) => missing.includes(name));
      await Promise.all(wanted.map(({ prepare }) => prepare()));
      for (const { name, program, archiveKind, recordsArchive } of wanted) {
        signal?.throwIfAborted();
        const archive = classArchive(archivesFolder(settings), archiveKind, version, program);
        started.push(
          await startDaemon({ java: settings.java, servicesFolder, name, program, archive, recordsArchive }),
        );
        await writeState(servicesFolder, { version: 1, ports, processes: [...running, ...started] });
      }
    }
    const services: Services = {
      bootstrapServers: settings.externalKafka ?? bootstrapServersOf(ports),
      sparkRemote: settings.externalSpark ?? new SparkRemote(`sc://${LOOPBACK}:${ports.spark}`),
      kafkaIsEmbedded: settings.externalKafka === undefined,
      sparkIsEmbedded: settings.externalSpark === undefined,
      started: started.map(({ name }) => name),
      stopAfterUse: ranBefore ? [] : started.map(({ name }) => name),
    };
    await waitUntilHealthy(services, servicesFolder, [...running, ...started], signal);
    return services;
  } catch (error) {
    await stopAll(servicesFolder, started);
    throw error;
  }
}

const WATCH_MS = 250;

/**
 * Watches the processes while it waits, so that one that dies is told at once: also when another program has its port,
 * takes the connection and does not answer.
 */
async function waitUntilHealthy(
  services: Services,
  servicesFolder: string,
  daemons: readonly StartedProcess[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const ensureAlive = async () => {
    for (const daemon of daemons) {
      if (!(await isDaemonRunning(servicesFolder, daemon)))
        throw await diedError(servicesFolder, daemon.name);
    }
  };
  const over = new AbortController();
  const until = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
  const watch = async () => {
    while (!until.aborted) {
      await ensureAlive().catch((error: unknown) => over.abort(error));
      await sleep(WATCH_MS, undefined, { signal: until }).catch(() => undefined);
    }
  };
  const { bootstrapServers, kafkaIsEmbedded, sparkRemote, sparkIsEmbedded } = services;
  const checks = { ensureAlive, signal: until };
  const watching = watch();
  try {
    await Promise.all([
      waitForKafka({
        address: bootstrapServers,
        embedded: kafkaIsEmbedded,
        clusterId: kafkaIsEmbedded ? await clusterId(servicesFolder) : undefined,
        ...checks,
      }),
      waitForSpark({
        address: sparkRemote,
        embedded: sparkIsEmbedded,
        sparkFolder: sparkIsEmbedded ? sparkFolder(servicesFolder) : undefined,
        ...checks,
      }),
    ]);
  } finally {
    over.abort();
    await watching;
  }
}

/**
 * Brokers hand their leaderships over before they end, and need a quorum for it: the lone controller stays until one
 * of them is gone. The last leader of the quorum waits five seconds for a successor, as Kafka has it.
 */
async function stopAll(servicesFolder: string, daemons: readonly StartedProcess[]): Promise<void> {
  const stop = (daemon: StartedProcess) => stopDaemon(servicesFolder, daemon);
  const controller = daemons.filter(({ name }) => name === 'controller-3');
  const brokers = daemons.filter(({ name }) => name.startsWith('broker-')).map(stop);
  const others = daemons.filter(({ name }) => name === SPARK_NAME).map(stop);
  if (brokers.length > 0) await Promise.race(brokers);
  await Promise.all([...brokers, ...others, ...controller.map(stop)]);
}

/**
 * Stops what this project started and nothing else.
 *
 * @param only Names to stop; all when absent.
 * @returns The names of the processes that were stopped.
 */
export async function stopServices(
  { settings, reporter, signal }: Deps,
  only?: readonly string[],
): Promise<readonly string[]> {
  const servicesFolder = settings.paths.services;
  await mkdir(servicesFolder, { recursive: true });
  const release = await takeLock(join(servicesFolder, 'lock'), {
    onWait: (line) => reporter.line(`services: ${line}`),
    signal,
  });
  try {
    const state = await readState(servicesFolder);
    const running = await runningOf(servicesFolder, state);
    const toStop = running.filter(({ name }) => only?.includes(name) ?? true);
    if (state && toStop.length > 0) {
      const processes = state.processes.map((daemon): StartedProcess =>
        toStop.includes(daemon) ? { ...daemon, stopping: true } : daemon,
      );
      await writeState(servicesFolder, { ...state, processes });
    }
    await stopAll(servicesFolder, toStop);
    if (only === undefined) await stopOrphans(servicesFolder, [], reporter);
    if (state) {
      // A part that died stays known as dead while others go on.
      const others = state.processes.filter(({ name }) => only !== undefined && !only.includes(name));
      await writeState(servicesFolder, { ...state, processes: others });
    }
    return toStop.map(({ name }) => name);
  } finally {
    await release();
  }
}
