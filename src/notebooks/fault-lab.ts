import { z } from 'zod';
import type { BaseExperiment } from '../config/experiment.js';
import { checkArguments } from '../core/arguments.js';
import { waitFor } from '../core/deadline.js';
import { StreambookError } from '../core/errors.js';
import { takeRunLock } from '../experiment/start-run.js';
import { brokerPlaces, partitionPlaces } from '../kafka/topology.js';
import { killService } from '../services/kill.js';
import { startServices } from '../services/start.js';
import type { StreamingQuery } from '../spark/index.js';
import { QUERY, SANDBOX } from './arguments.js';
import { cellReporter } from './display/progress.js';
import type { Sandbox } from './sandbox.js';
import type { SandboxSession, SandboxTopic } from './sandbox-parts.js';

const LEADERS_TIMEOUT_MS = 60_000;
const IN_SYNC_TIMEOUT_MS = 120_000;

/** A sandbox whose topic is on brokers that may be killed. */
type BrokerSandbox = Sandbox<BaseExperiment, unknown, 'kafka'> & SandboxTopic;

let releaseRunLock: (() => Promise<void>) | undefined;

/**
 * Kills a broker as a power cut would, and waits until another leads each of its partitions. No measured run goes on
 * until {@link mendCluster} has been called.
 *
 * @param broker 1 or 2.
 * @throws StreambookError EXTERNAL_KAFKA: brokers of others are not ours to kill.
 */
export async function killBroker(sandbox: BrokerSandbox, broker: number): Promise<void> {
  checkArguments('killBroker', { sandbox: SANDBOX, broker: z.literal([1, 2]) }, sandbox, broker);
  const { settings, services, kafka, topic, state } = sandbox;
  if (!services.kafka.isEmbedded) {
    throw new StreambookError(
      'EXTERNAL_KAFKA',
      'KAFKA_BOOTSTRAP_SERVERS names a cluster that is not this project’s: its brokers are not killed; unset the variable for this notebook',
    );
  }
  const reporter = cellReporter();
  releaseRunLock ??= await takeRunLock({ settings, reporter, signal: new AbortController().signal });
  const before = await partitionPlaces(kafka, topic);
  const pid = await killService(settings, `broker-${broker}`);
  reporter.line(`broker ${broker} (process ${pid}) is dead`);
  await waitFor(
    async () => {
      const places = await partitionPlaces(kafka, topic);
      return places.every(({ leader }) => leader !== null && leader !== broker) || undefined;
    },
    {
      what: `other brokers lead every partition of ${topic}`,
      timeoutMs: LEADERS_TIMEOUT_MS,
      intervalMs: 200,
    },
  );
  const moved = before.filter(({ leader }) => leader === broker).length;
  state.set('partitionsMoved', moved);
  reporter.line(`${moved} of ${before.length} partitions have a new leader`);
}

/** Starts again what was killed, and waits until every copy of the sandbox's partitions has caught up. */
export async function mendCluster(sandbox: BrokerSandbox): Promise<void> {
  checkArguments('mendCluster', { sandbox: SANDBOX }, sandbox);
  const { settings, pipeline, kafka, topic } = sandbox;
  const reporter = cellReporter();
  await startServices({ settings, reporter, needs: pipeline.needs });
  await waitFor(
    async () => {
      const places = await partitionPlaces(kafka, topic);
      return places.every(({ in_sync, replicas }) => in_sync.length === replicas.length) || undefined;
    },
    { what: `every copy of ${topic} is in sync`, timeoutMs: IN_SYNC_TIMEOUT_MS, intervalMs: 200 },
  );
  await releaseRunLock?.();
  releaseRunLock = undefined;
  reporter.line(
    `brokers ${(await brokerPlaces(kafka)).map(({ id }) => id).join(' and ')} are up and in sync`,
  );
}

/** Ends a query in the middle of whatever it is doing, as the death of its driver would. */
export async function killQuery(sandbox: Sandbox & SandboxSession, query: StreamingQuery): Promise<void> {
  checkArguments('killQuery', { sandbox: SANDBOX, query: QUERY }, sandbox, query);
  const { spark, state } = sandbox;
  state.set('idThatStays', query.id);
  await spark.interruptAll();
  await waitFor(async () => ((await query.isActive()) ? undefined : true), {
    what: 'the query has ended',
    timeoutMs: LEADERS_TIMEOUT_MS,
  });
}
