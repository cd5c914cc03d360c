import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { brokenRules } from '../../src/pipelines/orders/data/rules.js';
import { eventGenerator } from '../../src/pipelines/orders/data/events.js';
import { produce } from '../../src/producers/produce.js';
import { SparkSession, type StreamingQuery } from '../../src/spark/index.js';
import { openIdempotentProducer } from '../../src/kafka/idempotent-producer.js';
import { encodeRecord } from '../../src/kafka/record-batch.js';
import { latestOffsets } from '../../src/kafka/topics.js';
import { processUpTo } from '../../src/streaming/process-up-to.js';
import { startValidationQuery } from '../../src/pipelines/orders/jobs/validation-query.js';
import { freshFolder, freshTopic, committedRows, sendOrders, SPEC, testKafka } from './support.js';

const kafka = testKafka();
let topic: string;
let folder: string;

beforeAll(async () => {
  topic = await freshTopic(kafka);
  folder = await freshFolder('streaming');
});

const ordersFolder = () => join(folder, 'orders');

const newSession = () => SparkSession.builder().remote(inject('sparkRemote')).create();

async function start(spark: SparkSession, largeBatches = false): Promise<StreamingQuery> {
  return startValidationQuery(spark, {
    bootstrapServers: inject('bootstrapServers'),
    topic,
    startingOffsets: 'earliest',
    ordersFolder: ordersFolder(),
    checkpointFolder: join(folder, 'checkpoint'),
    triggerIntervalSeconds: 0,
    largeBatches,
  });
}

const identity = (row: { producer?: string; event_seq?: number; run_id?: string }) =>
  `${row.run_id} ${row.producer} ${row.event_seq}`;

describe('the validating query', () => {
  it('lands every event exactly once over a stop, a lost session and restarts from the checkpoint', async () => {
    await sendOrders(kafka, topic, 'first', { valid: 3000, invalid: 300 });
    const before = await newSession();
    const query = await start(before);
    await query.processAllAvailable();
    const firstId = query.id;
    await query.stop();
    await before.stop();

    // While nobody listens, and again while a batch is under way, the session is taken from under the query.
    await sendOrders(kafka, topic, 'second', { valid: 20_000, invalid: 2000 });
    const cut = await newSession();
    await start(cut);
    await cut.stop();

    const after = await newSession();
    const resumed = await start(after);
    const [third] = await Promise.all([
      sendOrders(kafka, topic, 'third', { valid: 1000, invalid: 100 }),
      resumed.processAllAvailable(),
    ]);
    await resumed.processAllAvailable();
    expect(resumed.id).toBe(firstId);
    await resumed.stop();
    await after.stop();

    expect(third.valid.sentOk).toBe(1000);
    const rows = await committedRows(ordersFolder());
    expect(rows).toHaveLength(26_400);
    expect(new Set(rows.map(identity)).size).toBe(26_400);
  });

  it('finds the reasons that the rules in TypeScript find, for every event', async () => {
    const eventAt = eventGenerator(SPEC);
    const rows = await committedRows(ordersFolder());
    const wrong = rows.flatMap((row) => {
      const { payload, faultType } = eventAt(
        row.producer ?? 'valid',
        row.event_seq ?? 0,
        row.event_time_ms ?? 0,
      );
      const expected = brokenRules(payload);
      const found = row.reasons ?? [];
      const same = JSON.stringify(found) === JSON.stringify(expected) && row.injected_mode === faultType;
      return same ? [] : [{ payload, expected, found }];
    });
    expect(wrong).toEqual([]);
  });

  it('keeps the raw text, partition and offset of an invalid event, and no fields of the order', async () => {
    const invalid = (await committedRows(ordersFolder())).filter((row) => row.reasons !== undefined);
    expect(invalid).toHaveLength(2400);
    for (const row of invalid) {
      expect(row).toMatchObject({
        raw: expect.any(String) as string,
        kafka_partition: expect.any(Number) as number,
        kafka_offset: expect.any(Number) as number,
      });
      expect(row).not.toHaveProperty('order_id');
    }
  });
});

describe('messages that are not ours', () => {
  const payloads = [
    'garbage',
    '',
    'null',
    '[1]',
    '"text"',
    '{"order_id":1} x',
    "{'order_id': 'x'}",
    '{"quantity": NaN}',
    '{"quantity": "3"}',
    '{"quantity": 2.5}',
    '{"is_weekend": "yes"}',
    '{"quantity": -1, "unit_price": 0}',
    '{"item": "milk"}',
    '{"item": "bread", "quantity": 2, "unit_price": 4, "discount_pct": 10, "total_amount": 7.2}',
    '{"item": "bread", "quantity": 2, "unit_price": 4, "discount_pct": 10, "total_amount": 7.3}',
    '{}',
  ];
  let spark: SparkSession;
  beforeAll(async () => void (spark = await newSession()));
  afterAll(() => spark.stop());

  async function landEverything(largeBatches = false): Promise<void> {
    const query = await start(spark, largeBatches);
    await processUpTo(query, topic, await latestOffsets(kafka, topic));
    expect(await query.exception()).toBeUndefined();
    await query.stop();
  }

  it.each([
    ['in small batches', false],
    ['in large batches', true],
  ])('come out as invalid with the same reasons as in TypeScript, %s', async (_, largeBatches) => {
    topic = await freshTopic(kafka);
    folder = await freshFolder('foreign');
    const producer = await openIdempotentProducer({ kafka, topic });
    for (const [index, value] of [...payloads, null].entries()) {
      const partition = index % producer.partitionCount;
      await producer.send(partition, [encodeRecord({ value })]);
    }
    await producer.close();
    await landEverything(largeBatches);
    const reasonsByText = Object.fromEntries(
      (await committedRows(ordersFolder())).map(({ raw, reasons }) => [raw ?? 'no value', reasons]),
    );
    expect(reasonsByText).toEqual({
      ...Object.fromEntries(payloads.map((payload) => [payload, brokenRules(payload)])),
      'no value': ['malformed_json'],
    });
  });

  it('have their headers found in any order and among others', async () => {
    topic = await freshTopic(kafka);
    folder = await freshFolder('headers');
    const producer = kafka.producer();
    await producer.connect();
    const headers = { trace: 'x', seq: '7', run_id: 'theirs', sent_us: 'soon' };
    await producer.send({ topic, messages: [{ value: 'garbage', headers }, { value: 'no headers' }] });
    await producer.disconnect();
    await landEverything();
    const rows = await committedRows(ordersFolder());
    expect(rows.find(({ raw }) => raw === 'garbage')).toMatchObject({ event_seq: 7, run_id: 'theirs' });
    for (const absent of ['producer', 'sent_us', 'intended_us', 'injected_mode'])
      for (const row of rows) expect(row).not.toHaveProperty(absent);
    expect(rows.find(({ raw }) => raw === 'no headers')).not.toHaveProperty('event_seq');
  });
});

describe('processUpTo', () => {
  let spark: SparkSession;
  beforeAll(async () => void (spark = await newSession()));
  afterAll(() => spark.stop());

  it('is done when the query has read so far, while ever more is sent', async () => {
    topic = await freshTopic(kafka);
    folder = await freshFolder('steady');
    const query = await start(spark);
    const enough = new AbortController();
    const sending = produce(kafka, {
      runId: 'steady',
      topic,
      eventAt: eventGenerator(SPEC),
      signal: enough.signal,
      plans: [{ producer: 'valid', eventsPerSecond: 100 }],
    });
    await sendOrders(kafka, topic, 'wanted', { valid: 500, invalid: 50 });
    await processUpTo(query, topic, await latestOffsets(kafka, topic));
    const wanted = (await committedRows(ordersFolder())).filter((row) => row.run_id === 'wanted');
    enough.abort();
    await sending;
    expect(wanted).toHaveLength(550);

    const beyond = new Map([[0, 1_000_000n]]);
    await expect(processUpTo(query, topic, beyond, { timeoutMs: 500 })).rejects.toMatchObject({
      code: 'TIMED_OUT',
    });
    const stopped = expect(processUpTo(query, topic, beyond)).rejects.toMatchObject({
      code: 'QUERY_STOPPED',
    });
    await query.stop();
    await stopped;
  });
});
