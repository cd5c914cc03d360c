import { createRequire } from 'node:module';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { encodeRequest, type ProduceParameters } from '../../src/kafka/produce-request.js';
import type { RecordContent } from '../../src/kafka/record-batch.js';

const NOW_MS = Date.UTC(2026, 0, 31);
const TEXTS = ['', 'a', 'zażółć gęślą jaźń', '🛒', 'x'.repeat(63), 'x'.repeat(64), 'x'.repeat(20_000)];

/** kafkajs's own encoder, which is slow and right. */
const theirs = createRequire(import.meta.url)('kafkajs/src/protocol/requests/produce/v7/request.js') as (
  parameters: ProduceParameters,
) => { encode(): Promise<{ readonly buffer: Buffer }> };

function request(
  messages: readonly RecordContent[],
  rest: Partial<ProduceParameters> = {},
): ProduceParameters {
  const partitions = [{ partition: 3, firstSequence: 70_000, messages }];
  return {
    ...{ acks: -1, timeout: 6000, compression: 0, producerId: 4_000_000_000n, producerEpoch: 7 },
    topicData: [{ topic: 'orders', partitions }],
    ...rest,
  };
}

async function expectSameBytes(parameters: ProduceParameters): Promise<void> {
  const { buffer } = await theirs(parameters).encode();
  expect(encodeRequest(parameters, NOW_MS).toString('hex')).toBe(buffer.toString('hex'));
}

beforeEach(() => vi.useFakeTimers({ now: NOW_MS, toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

test('texts and bytes of any size are encoded in the same bytes as by kafkajs', async () => {
  const messages = TEXTS.flatMap((text) => [
    { key: text, value: 'v', headers: { run_id: text, [`name ${text}`]: 'x' } },
    { key: Buffer.from(text), value: Buffer.from(text), headers: {} },
  ]);
  await expectSameBytes(request(messages));
});

test('what is absent is told from what is empty', async () => {
  await expectSameBytes(
    request([{ value: null }, { key: null, value: '' }, { key: '', value: Buffer.of() }]),
  );
});

test('a batch of thousands, where offsets take more than a byte', async () => {
  await expectSameBytes(
    request(Array.from({ length: 9000 }, (_, n) => ({ key: `key ${n}`, value: `${n}` }))),
  );
});

test('several topics and partitions in one request', async () => {
  const partitions = [0, 1].map((partition) => ({
    ...{ partition, firstSequence: 0, messages: [{ key: 'k', value: `of partition ${partition}` }] },
  }));
  const topicData = ['orders', 'zamówienia'].map((topic) => ({ topic, partitions }));
  await expectSameBytes(request([], { topicData }));
});
