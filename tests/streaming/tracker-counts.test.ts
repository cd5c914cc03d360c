import { describe, expect, it } from 'vitest';
import { type EventHeaders, toHeaders } from '../../src/producers/headers.js';
import { trackerCounts } from '../../src/streaming/tracker-counts.js';

const SENT_US = 1_769_860_800_000_000;
const timestamps: EventHeaders = {
  runId: 'run-a',
  producer: 'first',
  sequence: 0,
  intendedUs: SENT_US,
  sentUs: SENT_US,
};
const message = (value: string | null, change: Partial<EventHeaders> = {}) => ({
  value: value === null ? null : Buffer.from(value),
  headers: Object.fromEntries(
    Object.entries(toHeaders({ ...timestamps, ...change })).map(([name, text]) => [name, Buffer.from(text)]),
  ),
});
const counting = (runId?: string, measureFromUs = 0) =>
  trackerCounts({ runId, measureFromUs: () => measureFromUs });

describe('trackerCounts', () => {
  it('counts what is not a JSON object as an error', () => {
    const counts = counting();
    for (const value of ['{}', '{"quantity":"three"}', '', '{"a":', '[1]', '"text"', '1', 'null', null]) {
      counts.record(message(value), SENT_US + 1000);
    }
    expect(counts).toMatchObject({ processed: 9, errors: 7 });
  });

  it('measures from sending to receiving', () => {
    const counts = counting();
    counts.record(message('{}'), SENT_US + 12_000);
    expect(counts.endToEnd.percentilesMs()).toMatchObject({ count: 1 });
    expect(counts.endToEnd.valueAtMs(50)).toBeCloseTo(12, 1);
  });

  it('leaves other runs out when it is asked for one', () => {
    const counts = counting('run-a');
    counts.record(message('{}'), SENT_US);
    counts.record(message('{}', { runId: 'run-b' }), SENT_US);
    counts.record({ value: Buffer.from('{}'), headers: {} }, SENT_US);
    expect(counts.processed).toBe(1);
  });

  it('counts messages that are not ours when it is asked for all, and measures nothing on them', () => {
    const counts = counting();
    counts.record({ value: Buffer.from('{}'), headers: { run_id: Buffer.from('x') } }, SENT_US);
    counts.record({ value: Buffer.from('{}') }, SENT_US);
    expect(counts.processed).toBe(2);
    expect(counts.endToEnd.percentilesMs().count).toBe(0);
  });

  it('leaves the warm-up out of latencies, by the intended time', () => {
    const counts = counting('run-a', SENT_US + 5_000_000);
    counts.record(
      message('{}', { intendedUs: SENT_US + 4_999_999, sentUs: SENT_US + 5_000_100 }),
      SENT_US + 6_000_000,
    );
    counts.record(message('{}', { intendedUs: SENT_US + 5_000_000 }), SENT_US + 6_000_000);
    expect(counts.processed).toBe(2);
    expect(counts.endToEnd.percentilesMs().count).toBe(1);
  });

  it('works throughput out from the first message to the last', () => {
    const counts = counting();
    expect(counts.throughputEps).toBe(0);
    for (let index = 0; index <= 100; index += 1) counts.record(message('{}'), SENT_US + index * 10_000);
    expect(counts.throughputEps).toBe(101);
  });

  it('counts commits', () => {
    const counts = counting();
    counts.recordCommit();
    counts.recordCommit();
    expect(counts.commits).toBe(2);
  });
});
