import type { Settings } from '../config/settings.js';
import { SparkRemote } from '../config/spark-remote.js';
import { StreambookError } from '../runtime/errors.js';
import { neededNames, runningOf, SERVICE_NAMES, type Services } from './cluster.js';
import { markerOf } from './daemon.js';
import { bootstrapServersOf } from './kafka-node.js';
import { LOOPBACK } from './ports.js';
import { SPARK_NAME } from './spark-server.js';
import { argumentsOf } from './processes.js';
import { readState } from './state.js';

export interface ServiceStatus {
  readonly name: string;
  readonly state: 'running' | 'stopping' | 'stopped' | 'died';
  readonly pid: number | undefined;
  readonly startedAt: string | undefined;
  readonly ports: readonly number[];
}

/** What runs of the embedded services. A process that is not there any more, and that nobody stops, has died. */
export async function embeddedStatus(settings: Settings): Promise<readonly ServiceStatus[]> {
  const servicesFolder = settings.paths.services;
  const state = await readState(servicesFolder);
  const running = await runningOf(servicesFolder, state);
  const ports = state?.ports;
  return SERVICE_NAMES.map((name, index): ServiceStatus => {
    const daemon = state?.processes.find((candidate) => candidate.name === name);
    const isUp = running.some((candidate) => candidate.name === name);
    const askedToStop = daemon === undefined || daemon.stopping === true;
    const port = name === SPARK_NAME ? ports?.spark : ports?.brokers[index];
    const controllerPort = name === SPARK_NAME ? undefined : ports?.controllers[index];
    return {
      name,
      state: isUp ? (askedToStop ? 'stopping' : 'running') : askedToStop ? 'stopped' : 'died',
      pid: isUp ? daemon?.pid : undefined,
      startedAt: isUp ? daemon?.startedAt : undefined,
      ports: isUp ? [port, controllerPort].filter((value) => value !== undefined) : [],
    };
  });
}

/** The services that these settings name, when they run already. */
export async function runningServices(settings: Settings): Promise<Services> {
  const state = await readState(settings.paths.services);
  const running = await runningOf(settings.paths.services, state);
  const missing = neededNames(settings).filter((name) => !running.some((daemon) => daemon.name === name));
  if (missing.length > 0) {
    throw new StreambookError(
      'SERVICES_DOWN',
      `Not running: ${missing.join(', ')}; start them with: npx streambook up`,
    );
  }
  return {
    bootstrapServers: settings.externalKafka ?? (state ? bootstrapServersOf(state.ports) : ''),
    sparkRemote: settings.externalSpark ?? new SparkRemote(`sc://${LOOPBACK}:${state?.ports.spark}`),
    kafkaIsEmbedded: settings.externalKafka === undefined,
    sparkIsEmbedded: settings.externalSpark === undefined,
    started: [],
    stopAfterUse: [],
  };
}

/** What is about this machine's folders, not about how the JVM works. */
const FOLDER_FLAG = /^-XX:(SharedArchiveFile|ArchiveClassesAtExit)=/;

/** The JVM's own flags (-X…) of each embedded service, as its process has them; none of those that do not run. */
export async function runningJvmFlags(settings: Settings): Promise<Record<string, string[]>> {
  const folder = settings.paths.services;
  const running = await runningOf(folder, await readState(folder));
  const flags = await Promise.all(
    running.map(async ({ name, pid }) => {
      const args = await argumentsOf(pid, markerOf(folder, name));
      return [name, args.filter((arg) => arg.startsWith('-X') && !FOLDER_FLAG.test(arg))] as const;
    }),
  );
  return Object.fromEntries(flags);
}
