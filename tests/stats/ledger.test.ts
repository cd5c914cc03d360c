import { describe, expect, it } from 'vitest';
import { type LedgerOptions, openLedger } from '../../src/stats/ledger.js';
import { sequenceSet } from '../../src/stats/sequence-set.js';

function acked(...sequences: number[]) {
  const set = sequenceSet();
  for (const sequence of sequences) set.add(sequence);
  return set;
}

const openLedgerOf = (producers: LedgerOptions<'kept' | 'refused'>['producers']) =>
  openLedger({ runId: 'r', producers, outcomes: ['kept', 'refused'] });

const event = (producer: string, sequence: number, run = 'r', offset = sequence) => ({
  run_id: run,
  producer,
  event_seq: sequence,
  kafka_partition: sequence % 2,
  kafka_offset: offset,
});

describe('the ledger', () => {
  it('is reconciled when everything acknowledged was committed once', () => {
    const ledger = openLedgerOf({
      north: { generated: 3, acked: acked(0, 2), sentError: 1 },
      south: { generated: 1, acked: acked(0), sentError: 0 },
    });
    ledger.enter(event('north', 0), 'kept');
    ledger.enter(event('north', 2), 'kept');
    ledger.enter(event('south', 0), 'refused');
    expect(ledger.close()).toEqual({
      generated: 4,
      acked: 3,
      failed: 1,
      committed: { kept: 2, refused: 1 },
      lost: 0,
      duplicates: 0,
      unexpected: 0,
      reordered: 0,
      missing: [],
      reconciled: true,
      partitions: [{ partition: 0, rows: 3, duplicates: 0, reordered: 0 }],
    });
  });

  it('counts what is lost, doubled, never acknowledged, or of another run', () => {
    const ledger = openLedgerOf({ north: { generated: 4, acked: acked(0, 1, 2), sentError: 1 } });
    ledger.enter(event('north', 0), 'kept');
    ledger.enter(event('north', 0), 'kept');
    ledger.enter(event('north', 1), 'refused');
    ledger.enter(event('north', 3), 'kept');
    ledger.enter(event('north', 1, 'another'), 'kept');
    ledger.enter({}, 'refused');
    expect(ledger.close()).toMatchObject({
      committed: { kept: 1, refused: 1 },
      lost: 1,
      duplicates: 1,
      unexpected: 3,
      missing: [{ producer: 'north', from: 2, to: 2 }],
      partitions: [
        { partition: 0, rows: 2, duplicates: 1 },
        { partition: 1, rows: 1, duplicates: 0 },
      ],
      reconciled: false,
    });
  });

  it.each([
    ['an event that failed', { generated: 3, entered: [0, 1] }, { reconciled: true }],
    ['an event that is lost', { generated: 3, entered: [0] }, { lost: 1 }],
    ['an event that is there twice', { generated: 3, entered: [0, 1, 1] }, { duplicates: 1 }],
    ['an event that was never acknowledged', { generated: 3, entered: [0, 1, 2] }, { unexpected: 1 }],
    ['an event that was neither acknowledged nor failed', { generated: 4, entered: [0, 1] }, {}],
    ['an event that was acknowledged and failed', { generated: 2, entered: [0, 1] }, {}],
  ])('%s, and nothing else, decides whether it is reconciled', (_, { generated, entered }, found) => {
    const ledger = openLedgerOf({ north: { generated, acked: acked(0, 1), sentError: 1 } });
    for (const sequence of entered) ledger.enter(event('north', sequence), 'kept');
    const none = { failed: 1, lost: 0, duplicates: 0, unexpected: 0, reconciled: false };
    expect(ledger.close()).toMatchObject({ ...none, ...found });
  });

  it('counts what changed its place within a partition, in whatever order files are read', () => {
    const ledger = openLedgerOf({ north: { generated: 12, acked: acked(0, 2, 4, 6, 8), sentError: 7 } });
    for (const [sequence, offset] of [
      [4, 14],
      [0, 10],
      [2, 12],
      [8, 16],
      [6, 17],
    ] as const)
      ledger.enter(event('north', sequence, 'r', offset), 'kept');
    expect(ledger.close()).toMatchObject({ reordered: 1, lost: 0, reconciled: true });
  });

  it('names the ranges that are missing, and no more than a hundred', () => {
    const sent = sequenceSet();
    for (let sequence = 0; sequence < 1000; sequence += 1) sent.add(sequence);
    const ledger = openLedgerOf({ north: { generated: 1000, acked: sent, sentError: 0 } });
    for (let sequence = 0; sequence < 1000; sequence += 3) ledger.enter(event('north', sequence), 'kept');
    const { missing, lost } = ledger.close();
    expect(lost).toBe(666);
    expect(missing).toHaveLength(100);
    expect(missing.slice(0, 2)).toEqual([
      { producer: 'north', from: 1, to: 2 },
      { producer: 'north', from: 4, to: 5 },
    ]);
  });
});
