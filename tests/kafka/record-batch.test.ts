import { expect, test } from 'vitest';
import { crc32c } from '../../src/kafka/crc32c.js';
import { encodeRecord, encodeRecordBatch } from '../../src/kafka/record-batch.js';
import { readRecord } from './read-record.js';

const OPTIONS = { timestampMs: Date.UTC(2026, 0, 31), producerId: 4_000_000_000n, producerEpoch: 7 };

test('a record comes back as it went, with what is absent apart from what is empty', () => {
  const records = [
    { key: 'key', value: 'zażółć gęślą jaźń 🛒', headers: { run_id: 'r', ü: '' } },
    { key: '', value: 'x'.repeat(200_000), headers: {} },
    { key: null, value: null, headers: {} },
  ];
  expect(records.map(encodeRecord).map(readRecord)).toEqual(records);
});

test('records keep their bytes while others are encoded', () => {
  const values = Array.from({ length: 3000 }, (_, n) => `value ${n} ${'x'.repeat(n % 700)}`);
  const records = values.map((value) => encodeRecord({ key: value.slice(0, 9), value, headers: { value } }));
  expect(records.map(readRecord)).toEqual(
    values.map((value) => ({ key: value.slice(0, 9), value, headers: { value } })),
  );
});

test('a batch says its length, its records and whose they are, and guards them by a checksum', () => {
  const records = Array.from({ length: 300 }, (_, n) => encodeRecord({ key: `${n}`, value: `value ${n}` }));
  const batch = encodeRecordBatch(records, { ...OPTIONS, firstSequence: 70_000 });
  expect(batch.readInt32BE(8)).toBe(batch.length - 12);
  expect(batch.readUInt32BE(17)).toBe(crc32c(batch.subarray(21)));
  expect(batch.readInt32BE(23)).toBe(299);
  expect(batch.readBigInt64BE(27)).toBe(BigInt(OPTIONS.timestampMs));
  expect([batch.readBigInt64BE(43), batch.readInt16BE(51), batch.readInt32BE(53)]).toEqual([
    OPTIONS.producerId,
    OPTIONS.producerEpoch,
    70_000,
  ]);
  expect(batch.readInt32BE(57)).toBe(300);
});
