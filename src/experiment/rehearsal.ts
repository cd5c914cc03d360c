import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kafka } from 'kafkajs';
import type { Experiment } from '../config/experiment.js';
import type { RunPaths } from '../config/paths.js';
import { ensureOrdersTopic, latestOffsets, withAdmin } from '../kafka/topics.js';
import { produce } from '../producers/produce.js';
import type { Services } from '../services/cluster.js';
import { unlessAborted } from '../runtime/abort.js';
import type { CleanupStack } from '../runtime/cleanup.js';
import { SparkSession, type StreamingQuery } from '../spark/index.js';
import { queryOffsets, startValidationQuery } from '../streaming/validation-query.js';
import { hasLargeBatches } from './batch-size.js';

interface RehearsalOptions {
  readonly experiment: Experiment;
  readonly runId: string;
  readonly run: RunPaths;
  readonly services: Services;
  readonly kafka: Kafka;
  readonly signal: AbortSignal;
}

/** A topic of its own: what is sent here is no part of the data. */
const REHEARSAL_TOPIC = 'orders-rehearsal';
/** The rehearsal has the experiment's rates, and no lower ones than these: with less there is too little to warm up on. */
const LEAST_VALID_PER_SECOND = 200;
const LEAST_INVALID_PER_SECOND = 20;

/** Once most of the last few micro-batches took no longer than this, more of them change little. */
const LAST_BATCHES = 9;
const SETTLED_BATCH_MS = 200;
const POLL_MS = 500;
/** After the signal: time for the producers to end in order. */
const GRACE_MS = 1000;

/**
 * What earlier work left in the old generation is collected before anything is measured: it fills in some minutes of
 * micro-batches, and a full collection stops them for more than half a second.
 */
const COLLECT_GARBAGE = "SELECT reflect('java.lang.System', 'gc')";

async function isSettled(query: StreamingQuery): Promise<boolean> {
  const last = (await query.recentProgress())
    .filter(({ numInputRows }) => numInputRows > 0)
    .slice(-LAST_BATCHES);
  return last.filter(({ batchDuration }) => batchDuration <= SETTLED_BATCH_MS).length > LAST_BATCHES / 2;
}

/**
 * Drives a query like the one that will be measured, for `rehearsalSeconds` at most. The first micro-batches of a new
 * JVM take ten times as long as later ones, until it has loaded and compiled what they need; latencies measured then
 * would tell about the JVM's start and not about the stream.
 *
 * Leaves no files and, unless it fails, no topic.
 *
 * @param opened Closes what is left open here when this fails, or when the caller gives up waiting for it.
 * @throws what made the producers fail; the signal's reason on abort.
 */
export async function rehearse(options: RehearsalOptions, opened: CleanupStack): Promise<void> {
  const { experiment, runId, run, services, kafka, signal } = options;
  const { validEventsPerSecond, invalidEventsPerSecond } = experiment;
  const folder = join(run.folder, 'rehearsal');
  await ensureOrdersTopic(kafka, REHEARSAL_TOPIC);
  const startOffsets = await latestOffsets(kafka, REHEARSAL_TOPIC);
  const spark = await SparkSession.builder().remote(services.sparkRemote).create();
  const close = async () => {
    await spark.stop();
    await rm(folder, { recursive: true, force: true });
  };
  opened.defer('the rehearsal', close);
  const query = await startValidationQuery(spark, {
    bootstrapServers: services.bootstrapServers,
    topic: REHEARSAL_TOPIC,
    startingOffsets: queryOffsets(startOffsets),
    ordersFolder: join(folder, 'orders'),
    checkpointFolder: join(folder, 'checkpoint'),
    triggerIntervalSeconds: 0,
    largeBatches: hasLargeBatches(experiment),
  });
  const enough = new AbortController();
  const until = AbortSignal.any([signal, enough.signal]);
  // Not AbortSignal.timeout: inside `any`, Node.js 20 forgets it at the next garbage collection.
  const timer = setTimeout(() => enough.abort(), experiment.rehearsalSeconds * 1000);
  const watch = async () => {
    while (!until.aborted && !(await isSettled(query)))
      await sleep(POLL_MS, undefined, { signal: until }).catch(() => undefined);
  };
  const load = produce(kafka, {
    ...{ runId: `${runId}-rehearsal`, topic: REHEARSAL_TOPIC, spec: experiment, signal: until },
    plans: [
      { producer: 'valid', eventsPerSecond: Math.max(validEventsPerSecond, LEAST_VALID_PER_SECOND) },
      { producer: 'invalid', eventsPerSecond: Math.max(invalidEventsPerSecond, LEAST_INVALID_PER_SECOND) },
    ],
  });
  const parts = Promise.all([load, watch()].map((part) => part.finally(() => enough.abort())));
  await unlessAborted(signal, parts, GRACE_MS).finally(() => clearTimeout(timer));
  await query.stop();
  if (services.sparkIsEmbedded) await (await spark.sql(COLLECT_GARBAGE)).collect();
  // Where topics may not be deleted, the next rehearsal uses it again.
  const remove = withAdmin(kafka, (admin) => admin.deleteTopics({ topics: [REHEARSAL_TOPIC] }));
  await remove.catch(() => undefined);
  await close();
}
