import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { listOrderBatches } from '../../src/pipelines/orders/analysis/committed-orders.js';
import { latestOffsets } from '../../src/kafka/topics.js';
import { eventGenerator } from '../../src/pipelines/orders/data/events.js';
import { produce } from '../../src/producers/produce.js';
import type { SendResult } from '../../src/producers/sender.js';
import { waitFor } from '../../src/core/deadline.js';
import { silentReporter } from '../../src/core/reporter.js';
import { startServices } from '../../src/services/start.js';
import { killService } from '../../src/services/kill.js';
import { SparkSession, type StreamingQuery } from '../../src/spark/index.js';
import { processUpTo } from '../../src/streaming/process-up-to.js';
import { startValidationQuery } from '../../src/pipelines/orders/jobs/validation-query.js';
import { startTracker, type TrackerSummary } from '../../src/streaming/tracker.js';
import {
  freshFolder,
  freshTopic,
  committedRows,
  sendOrders,
  SPEC,
  testKafka,
  testSettings,
} from './support.js';

/** What a reader of the files may wait for new orders when a broker dies. */
const LONGEST_GAP_S = 10;
/** Without the embedded brokers' shorter sessions it is eight to nine: partitions have no leader for so long. */
const LONGEST_ACK_S = 7.5;
const KILL_AFTER_MS = 3500;
const RUN_ID = 'death';

const settings = testSettings();
const kafka = testKafka();
let topic: string;
let ordersFolder: string;
let spark: SparkSession;
let query: StreamingQuery;
let killedMs = 0;
let sent: readonly SendResult[];
let tracked: TrackerSummary;

async function catchUp() {
  const ends = await latestOffsets(kafka, topic);
  await processUpTo(query, topic, ends, { timeoutMs: 120_000 });
  return ends;
}

/**
 * Between batches no task holds on to the broker: the driver is the first to ask for offsets, at the next trigger, when
 * the dead broker still counts as the leader.
 */
async function batchEnd(): Promise<void> {
  const before = (await query.lastProgress())?.batchId;
  await waitFor(async () => (await query.lastProgress())?.batchId !== before || undefined, {
    what: 'a micro-batch ends',
    timeoutMs: 30_000,
  });
}

beforeAll(async () => {
  topic = await freshTopic(kafka);
  const folder = await freshFolder('broker-death');
  ordersFolder = join(folder, 'orders');
  spark = await SparkSession.builder().remote(inject('sparkRemote')).create();
  query = await startValidationQuery(spark, {
    bootstrapServers: inject('bootstrapServers'),
    topic,
    startingOffsets: 'earliest',
    ordersFolder,
    checkpointFolder: join(folder, 'checkpoint'),
    triggerIntervalSeconds: 2,
  });
  // The first batches of a new Spark take as long as the gap.
  for (const round of [1, 2, 3]) {
    await sendOrders(kafka, topic, `warm-up-${round}`, { valid: 500, invalid: 50 });
    await catchUp();
  }
  const tracker = await startTracker(kafka, {
    groupId: `death-${topic}`,
    topic,
    runId: RUN_ID,
    startOffsets: await latestOffsets(kafka, topic),
  });
  const killing = sleep(KILL_AFTER_MS).then(async () => {
    await batchEnd();
    killedMs = Date.now();
    await killService(settings, 'broker-2');
  });
  sent = await produce(kafka, {
    runId: RUN_ID,
    topic,
    eventAt: eventGenerator(SPEC),
    plans: [
      { producer: 'valid', durationSeconds: 20, eventsPerSecond: 100 },
      { producer: 'invalid', durationSeconds: 20, eventsPerSecond: 20 },
    ],
  });
  await killing;
  tracker.stopAt(await catchUp());
  tracked = await tracker.finished;
});

afterAll(async () => {
  await query.stop();
  await spark.stop();
  await startServices({ settings, reporter: silentReporter });
});

it('a broker that dies and stays dead holds readers up for no longer than promised', async () => {
  const commitsMs = (await listOrderBatches(ordersFolder))
    .filter(({ files }) => files.length > 0)
    .map(({ committedUs }) => Number(committedUs) / 1000);
  const gapsS = commitsMs.flatMap((atMs, index) =>
    atMs < killedMs ? [] : [(atMs - (commitsMs[index - 1] ?? killedMs)) / 1000],
  );
  expect(gapsS.length).toBeGreaterThan(1);
  expect(Math.max(...gapsS)).toBeLessThan(LONGEST_GAP_S);
});

it('and producers for no longer than the controllers need', () => {
  for (const { ackLatency } of sent) expect(ackLatency.valueAtMs(100)).toBeLessThan(LONGEST_ACK_S * 1000);
});

it('every order is there exactly once, for query and tracker', async () => {
  expect(sent.map(({ producer, sentOk, sentError }) => ({ producer, sentOk, sentError }))).toEqual([
    { producer: 'valid', sentOk: 2000, sentError: 0 },
    { producer: 'invalid', sentOk: 400, sentError: 0 },
  ]);
  const rows = (await committedRows(ordersFolder)).filter((row) => row.run_id === RUN_ID);
  expect(rows).toHaveLength(2400);
  expect(new Set(rows.map(({ producer, event_seq: sequence }) => `${producer} ${sequence}`)).size).toBe(2400);
  expect(tracked.processed).toBe(2400);
});
