import { createRequire } from 'node:module';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { encodeProduceRequest } from '../../src/kafka/produce-request.js';
import { encodeRecord, type RecordContent } from '../../src/kafka/record-batch.js';

const NOW_MS = Date.UTC(2026, 0, 31);
const TEXTS = [
  '',
  'a',
  'zażółć gęślą jaźń',
  '🛒',
  'x'.repeat(63),
  'x'.repeat(64),
  'ż'.repeat(65),
  'x'.repeat(70_000),
];
const REQUEST = { acks: -1, timeout: 6000, producerId: 4_000_000_000n, producerEpoch: 7 };
/** Where the messages go that are given as the first, the second ... */
const placeOf = (index: number) => ({ partition: 3 + index, firstSequence: 70_000 + index });

/** kafkajs's own encoder, which is slow and right. */
const theirs = createRequire(import.meta.url)('kafkajs/src/protocol/requests/produce/v7/request.js') as (
  parameters: typeof REQUEST & { topicData: readonly object[] },
) => { encode(): Promise<{ buffer: Buffer }> };

/** @param messages of each partition */
async function expectSameBytes(...messages: readonly (readonly RecordContent[])[]): Promise<void> {
  const request = (given: readonly (readonly object[])[]) => ({
    ...REQUEST,
    topicData: [
      {
        topic: 'zamówienia',
        partitions: given.map((of, index) => ({ ...placeOf(index), messages: of })),
      },
    ],
  });
  const { buffer } = await theirs(request(messages)).encode();
  const batches = messages.map((of, index) => ({
    ...placeOf(index),
    value: null,
    records: of.map(encodeRecord),
  }));
  const ours = encodeProduceRequest(request(batches.map((batch) => [batch])), batches, NOW_MS);
  expect(ours.equals(buffer)).toBe(true);
}

beforeEach(() => vi.useFakeTimers({ now: NOW_MS, toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

test('texts and bytes of any size are encoded in the same bytes as by kafkajs', async () => {
  const messages = TEXTS.flatMap((text) => [
    { key: text, value: 'v', headers: { run_id: text, [`name ${text}`]: 'x' } },
    { key: Buffer.from(text), value: Buffer.from(text), headers: {} },
  ]);
  await expectSameBytes(messages);
});

test('what is absent is told from what is empty', async () => {
  await expectSameBytes([{ value: null }, { key: null, value: '' }, { key: '', value: Buffer.of() }]);
});

test('a batch of thousands, where offsets take more than a byte', async () => {
  await expectSameBytes(Array.from({ length: 9000 }, (_, n) => ({ key: `key ${n}`, value: `${n}` })));
});

test('batches of several partitions', async () => {
  await expectSameBytes(
    [{ key: 'a', value: '1' }],
    [{ value: '2' }, { value: '3' }],
    [{ key: 'd', value: null }],
  );
});
