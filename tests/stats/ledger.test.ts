import { describe, expect, it } from 'vitest';
import { openLedger } from '../../src/stats/ledger.js';
import { sequenceSet } from '../../src/stats/sequence-set.js';

function acked(...sequences: number[]) {
  const set = sequenceSet();
  for (const sequence of sequences) set.add(sequence);
  return set;
}

const event = (producer: string, sequence: number, run = 'r', offset = sequence) => ({
  run_id: run,
  producer,
  event_seq: sequence,
  kafka_partition: sequence % 2,
  kafka_offset: offset,
});

describe('the ledger', () => {
  it('balances when everything acknowledged landed once', () => {
    const book = openLedger('r', {
      valid: { generated: 3, acked: acked(0, 2), sentError: 1 },
      invalid: { generated: 1, acked: acked(0), sentError: 0 },
    });
    book.enter(event('valid', 0), 'valid');
    book.enter(event('valid', 2), 'valid');
    book.enter(event('invalid', 0), 'invalid');
    expect(book.close()).toEqual({
      ...{ generated: 4, acked: 3, failed: 1, valid: 2, invalid: 1 },
      ...{ lost: 0, duplicates: 0, unexpected: 0, reordered: 0, missing: [], balanced: true },
      partitions: [{ partition: 0, rows: 3, duplicates: 0, reordered: 0 }],
    });
  });

  it('counts what is lost, doubled, never acknowledged, or of another run', () => {
    const book = openLedger('r', { valid: { generated: 4, acked: acked(0, 1, 2), sentError: 1 } });
    book.enter(event('valid', 0), 'valid');
    book.enter(event('valid', 0), 'valid');
    book.enter(event('valid', 1), 'invalid');
    book.enter(event('valid', 3), 'valid');
    book.enter(event('valid', 1, 'another'), 'valid');
    book.enter({}, 'invalid');
    expect(book.close()).toMatchObject({
      valid: 1,
      invalid: 1,
      lost: 1,
      duplicates: 1,
      unexpected: 3,
      missing: [{ producer: 'valid', from: 2, to: 2 }],
      partitions: [
        { partition: 0, rows: 2, duplicates: 1 },
        { partition: 1, rows: 1, duplicates: 0 },
      ],
      balanced: false,
    });
  });

  it('counts what changed its place within a partition, in whatever order files are read', () => {
    const book = openLedger('r', { valid: { generated: 12, acked: acked(0, 2, 4, 6, 8), sentError: 7 } });
    for (const [sequence, offset] of [
      [4, 14],
      [0, 10],
      [2, 12],
      [8, 16],
      [6, 17],
    ] as const)
      book.enter(event('valid', sequence, 'r', offset), 'valid');
    expect(book.close()).toMatchObject({ reordered: 1, lost: 0, balanced: true });
  });

  it('names the ranges that are missing, and no more than a hundred', () => {
    const sent = sequenceSet();
    for (let sequence = 0; sequence < 1000; sequence += 1) sent.add(sequence);
    const book = openLedger('r', { valid: { generated: 1000, acked: sent, sentError: 0 } });
    for (let sequence = 0; sequence < 1000; sequence += 3) book.enter(event('valid', sequence), 'valid');
    const { missing, lost } = book.close();
    expect(lost).toBe(666);
    expect(missing).toHaveLength(100);
    expect(missing.slice(0, 2)).toEqual([
      { producer: 'valid', from: 1, to: 2 },
      { producer: 'valid', from: 4, to: 5 },
    ]);
  });
});
