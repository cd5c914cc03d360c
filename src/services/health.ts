import { once } from 'node:events';
import { connect } from 'node:net';
import { assertKafkaReachable, type ClusterHealth, clusterHealth } from '../kafka/health.js';
import { waitFor } from '../runtime/deadline.js';
import { StreambookError } from '../runtime/errors.js';
import { parseConnectionString, SparkSession } from '../spark/index.js';

/** How long embedded services may take: the first start on a busy machine included. */
const EMBEDDED_TIMEOUT_MS = 120_000;
const EXTERNAL_TIMEOUT_MS = 10_000;
const EMBEDDED_BROKERS = 2;

export interface HealthCheck {
  readonly address: string;
  readonly embedded: boolean;
  /** Throws when a process that is waited for has ended. */
  readonly ensureAlive: () => Promise<void>;
  readonly signal: AbortSignal | undefined;
}

export interface SparkHealthCheck extends HealthCheck {
  /**
   * The embedded server's folder, by which it is known: two projects that start at the same moment can choose the same
   * port, and the one that loses it would otherwise take the other's answer for its own.
   */
  readonly sparkFolder?: string | undefined;
}

/** A leader for every partition is enough: replicas that were down catch up while work goes on. */
const hasLeaders = (health: ClusterHealth, brokers: number) =>
  health.brokers.length >= brokers && health.controller !== null && health.withoutLeader.length === 0;

/** @throws StreambookError KAFKA_UNREACHABLE or TIMED_OUT; what `ensureAlive` throws. */
export async function waitForKafka({ address, embedded, ensureAlive, signal }: HealthCheck): Promise<void> {
  if (!embedded) {
    await assertKafkaReachable(address, signal);
    return;
  }
  await waitFor(
    async () => {
      await ensureAlive();
      // Each broker is asked: one that has just died is in the others' list for seconds.
      const views = await Promise.all(address.split(',').map(clusterHealth));
      return views.every((view) => hasLeaders(view, EMBEDDED_BROKERS)) || undefined;
    },
    {
      what: `Kafka at ${address} has two brokers and a leader for every partition`,
      timeoutMs: EMBEDDED_TIMEOUT_MS,
      signal,
    },
  );
}

async function isPortOpen(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port, timeout: 1000 });
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
async function querySpark(remote: string, folder: string | undefined, signal: AbortSignal): Promise<boolean> {
  const spark = await SparkSession.builder().remote(remote).create();
  try {
    await spark.range(1).collect({ signal });
    if (folder === undefined) return true;
    return (await spark.conf.get('spark.sql.warehouse.dir')).includes(folder);
  } finally {
    await spark.stop();
  }
}

/** @throws StreambookError SPARK_UNREACHABLE or TIMED_OUT; what `ensureAlive` throws. */
export async function waitForSpark({
  address,
  embedded,
  sparkFolder,
  ensureAlive,
  signal,
}: SparkHealthCheck): Promise<void> {
  const { host, port } = parseConnectionString(address);
  const timeoutMs = embedded ? EMBEDDED_TIMEOUT_MS : EXTERNAL_TIMEOUT_MS;
  const deadline = AbortSignal.timeout(timeoutMs);
  const probe = async () => {
    await ensureAlive();
    // The client's own retries wait longer and longer, so it is asked only once the port is open.
    if (!(await isPortOpen(host, port))) return undefined;
    const until = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
    return (await querySpark(address, sparkFolder, until)) || undefined;
  };
  try {
    await waitFor(probe, { what: `Spark at ${address} answers a query`, timeoutMs, signal });
  } catch (error) {
    signal?.throwIfAborted();
    if (embedded || (error instanceof StreambookError && error.code !== 'TIMED_OUT')) throw error;
    throw new StreambookError(
      'SPARK_UNREACHABLE',
      `No Spark Connect server answers at ${address}: start one there, or correct SPARK_REMOTE`,
      { cause: error, retryable: true },
    );
  }
}
