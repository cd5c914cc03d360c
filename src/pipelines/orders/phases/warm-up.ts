import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kafka } from 'kafkajs';
import type { OrdersContext } from '../context.js';
import { latestOffsets } from '../../../kafka/topics.js';
import { eventGenerator } from '../data/events.js';
import { produce } from '../../../producers/produce.js';
import { makeOwnTopic } from '../../../services/own-topic.js';
import { openSession } from '../../../services/session.js';
import { unlessAborted } from '../../../core/abort.js';
import type { CleanupStack } from '../../../core/cleanup.js';
import type { StreamingQuery } from '../../../spark/index.js';
import { queryOffsets, startValidationQuery } from '../jobs/validation-query.js';
import { ORDERS_LAYOUT, ORDERS_TOPIC } from '../topic.js';
import { hasLargeBatches } from './batch-size.js';

interface WarmUpOptions extends Pick<
  OrdersContext,
  'experiment' | 'runId' | 'run' | 'settings' | 'services' | 'reporter' | 'signal'
> {
  readonly kafka: Kafka;
}

/** The warm-up has the experiment's rates, and no lower ones than these: with less there is too little to warm up on. */
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
 * Drives a query like the one that will be measured, for `jvmWarmUpSeconds` at most. The first micro-batches of a new
 * JVM take ten times as long as later ones, until it has loaded and compiled what they need; latencies measured then
 * would tell about the JVM's start and not about the stream.
 *
 * Leaves neither files nor a topic.
 *
 * @param opened Closes what is left open here when this fails, or when the caller gives up waiting for it.
 * @throws what made the producers fail; the signal's reason on abort.
 */
export async function warmUp(options: WarmUpOptions, opened: CleanupStack): Promise<void> {
  const { experiment, runId, run, settings, services, kafka, signal } = options;
  const { validEventsPerSecond, invalidEventsPerSecond } = experiment;
  const folder = join(run.folder, 'warm-up');
  const purpose = `the warm-up of run ${runId}`;
  const part = opened.nested();
  part.defer('the folder of the warm-up', () => rm(folder, { recursive: true, force: true }));
  // A topic of its own: what is sent here is no part of the data.
  const ownTopic = await makeOwnTopic({
    ...options,
    purpose,
    prefix: ORDERS_TOPIC,
    label: `${runId}-warm-up`,
    layout: ORDERS_LAYOUT,
  });
  part.defer('the topic of the warm-up', () => ownTopic[Symbol.asyncDispose]());
  const topic = ownTopic.name;
  const startOffsets = await latestOffsets(kafka, topic);
  const session = await openSession(settings, services, purpose);
  part.defer('the Spark session of the warm-up', () => session.close());
  const { spark } = session;
  const query = await startValidationQuery(spark, {
    bootstrapServers: services.kafka.address,
    topic,
    startingOffsets: queryOffsets(startOffsets),
    ordersFolder: join(folder, 'orders'),
    checkpointFolder: join(folder, 'checkpoint'),
    triggerIntervalSeconds: 0,
    largeBatches: hasLargeBatches(experiment),
  });
  const enough = new AbortController();
  const until = AbortSignal.any([signal, enough.signal]);
  // Not AbortSignal.timeout: inside `any`, Node.js 20 forgets it at the next garbage collection.
  const timer = setTimeout(() => enough.abort(), experiment.jvmWarmUpSeconds * 1000);
  const watch = async () => {
    while (!until.aborted && !(await isSettled(query)))
      await sleep(POLL_MS, undefined, { signal: until }).catch(() => undefined);
  };
  const load = produce(kafka, {
    runId: `${runId}-warm-up`,
    topic,
    eventAt: eventGenerator(experiment),
    signal: until,
    plans: [
      { producer: 'valid', eventsPerSecond: Math.max(validEventsPerSecond, LEAST_VALID_PER_SECOND) },
      { producer: 'invalid', eventsPerSecond: Math.max(invalidEventsPerSecond, LEAST_INVALID_PER_SECOND) },
    ],
  });
  const parts = Promise.all([load, watch()].map((part) => part.finally(() => enough.abort())));
  await unlessAborted(signal, parts, GRACE_MS).finally(() => clearTimeout(timer));
  await query.stop();
  if (services.spark.isEmbedded) await (await spark.sql(COLLECT_GARBAGE)).collect();
  await part[Symbol.asyncDispose]();
}
