import { once } from 'node:events';
import { connect } from 'node:net';
import type { SparkRemote } from '../config/spark-remote.js';
import { assertKafkaReachable, type ClusterHealth, clusterHealth } from '../kafka/health.js';
import { waitFor } from '../runtime/deadline.js';
import { StreambookError } from '../runtime/errors.js';
import { parseConnectionString, SparkSession } from '../spark/index.js';

/** How long embedded services may take: the first start on a busy machine included. */
const EMBEDDED_TIMEOUT_MS = 120_000;
const EXTERNAL_TIMEOUT_MS = 10_000;
const patienceMs = (embedded: boolean) => (embedded ? EMBEDDED_TIMEOUT_MS : EXTERNAL_TIMEOUT_MS);
const EMBEDDED_BROKERS = 2;

export interface HealthCheck {
  readonly address: string;
  readonly embedded: boolean;
  /** Throws when a process that is waited for has ended. */
  readonly ensureAlive: () => Promise<void>;
  readonly signal: AbortSignal | undefined;
  /** By default 10 s for services of others, and two minutes for embedded ones. */
  readonly timeoutMs?: number | undefined;
}

export interface SparkHealthCheck extends Omit<HealthCheck, 'address'> {
  readonly address: SparkRemote;
  /**
   * The embedded server's folder, by which it is known: two projects that start at the same moment can choose the same
   * port, and the one that loses it would otherwise take the other's answer for its own.
   */
  readonly sparkFolder?: string | undefined;
}

export interface KafkaHealthCheck extends HealthCheck {
  /** By which the embedded brokers are known, as Spark is by its folder. */
  readonly clusterId?: string | undefined;
}

/** A leader for every partition is enough: replicas that were down catch up while work goes on. */
const hasLeaders = (health: ClusterHealth, brokers: number) =>
  health.brokers.length >= brokers && health.controller !== null && health.withoutLeader.length === 0;

/** @throws StreambookError KAFKA_UNREACHABLE or TIMED_OUT; what `ensureAlive` throws. */
export async function waitForKafka(check: KafkaHealthCheck): Promise<void> {
  const { address, embedded, clusterId, ensureAlive, signal, timeoutMs = patienceMs(embedded) } = check;
  if (!embedded) {
    await assertKafkaReachable(address, signal, timeoutMs);
    return;
  }
  await waitFor(
    async (until) => {
      await ensureAlive();
      // Each broker is asked: one that has just died is in the others' list for seconds.
      const views = await Promise.all(address.split(',').map((broker) => clusterHealth(broker, until)));
      const isOurs = (view: ClusterHealth) => clusterId === undefined || view.clusterId === clusterId;
      return views.every((view) => isOurs(view) && hasLeaders(view, EMBEDDED_BROKERS)) || undefined;
    },
    {
      what: `Kafka at ${address} has two brokers and a leader for every partition`,
      timeoutMs,
      signal,
    },
  );
}

/** A port that neither accepts nor refuses within this time is taken for closed. */
const CONNECT_TIMEOUT_MS = 1000;

async function isPortOpen(host: string, port: number, signal: AbortSignal): Promise<boolean> {
  // Declared of `net.Socket`, to which the options of `connect` are passed on.
  const socket = connect({ host, port, ...{ signal } });
  // The socket only tells that it has been idle for so long: a connection that a firewall swallows would be waited for.
  socket.setTimeout(CONNECT_TIMEOUT_MS, () => socket.destroy(new Error(`${host}:${port} does not answer`)));
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/**
 * Runs a query, so that an answer means that Spark works and not only that a port is open.
 *
 * @returns Whether it is the server with that folder; without one any server will do.
 */
async function querySpark(
  remote: SparkRemote,
  folder: string | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  const spark = await SparkSession.builder().remote(remote.reveal()).create();
  // Ends calls that take no signal too.
  const stop = () => void spark.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await spark.range(1).collect({ signal });
    if (folder === undefined) return true;
    return (await spark.conf.get('spark.sql.warehouse.dir')).includes(folder);
  } finally {
    signal.removeEventListener('abort', stop);
    await spark.stop();
  }
}

/** @throws StreambookError SPARK_UNREACHABLE or TIMED_OUT; what `ensureAlive` throws. */
export async function waitForSpark(check: SparkHealthCheck): Promise<void> {
  const { address, embedded, sparkFolder, ensureAlive, signal } = check;
  const { timeoutMs = patienceMs(embedded) } = check;
  const { host, port } = parseConnectionString(address.reveal());
  const probe = async (until: AbortSignal) => {
    await ensureAlive();
    // The client's own retries wait longer and longer, so it is asked only once the port is open.
    if (!(await isPortOpen(host, port, until))) return undefined;
    return (await querySpark(address, sparkFolder, until)) || undefined;
  };
  try {
    await waitFor(probe, { what: `Spark at ${address.toString()} answers a query`, timeoutMs, signal });
  } catch (error) {
    signal?.throwIfAborted();
    if (embedded || (error instanceof StreambookError && error.code !== 'TIMED_OUT')) throw error;
    throw new StreambookError(
      'SPARK_UNREACHABLE',
      `No Spark Connect server answers at ${address.toString()}: start one there, or correct SPARK_REMOTE`,
      { cause: error, retryable: true },
    );
  }
}
