import { describe, expect, it } from 'vitest';
import { recorder } from '../../src/producers/measurements.js';

const START_US = 1_000_000_000;
const event = (sequence: number, intendedMs: number, sentMs = intendedMs) => ({
  sequence,
  intendedUs: START_US + intendedMs * 1000,
  sentUs: START_US + sentMs * 1000,
});

describe('recorder', () => {
  it('counts what became of every event', () => {
    const figures = recorder({ startUs: START_US, measureFromUs: START_US });
    const events = [event(0, 0), event(1, 500), event(2, 1000), event(3, 1500)];
    for (const sent of events) figures.recordSent(sent);
    figures.recordAcked(events.slice(0, 2), START_US + 600_000);
    figures.recordAcked(events.slice(3), START_US + 2_000_000);
    figures.recordFailed(events.slice(2, 3));
    expect(figures).toMatchObject({ generated: 4, sentOk: 3, sentError: 1, throughputEps: 1.5 });
    expect(figures.acked.missing(4)).toEqual([{ from: 2, to: 2 }]);
    expect(figures.timeline()).toEqual([
      { second: 0, sent: 2, acked: 2 },
      { second: 1, sent: 2, acked: 0 },
      { second: 2, sent: 0, acked: 1 },
    ]);
  });

  it('measures from sending to acknowledgement, and from slot to sending', () => {
    const figures = recorder({ startUs: START_US, measureFromUs: START_US });
    const late = event(0, 100, 130);
    figures.recordSent(late);
    figures.recordAcked([late], START_US + 134_000);
    expect(figures.ackLatency.percentilesMs().max).toBeCloseTo(4, 2);
    expect(figures.lateness.percentilesMs().max).toBeCloseTo(30, 1);
  });

  it('leaves out of latencies what was intended in the warm-up, and counts it all the same', () => {
    const figures = recorder({ startUs: START_US, measureFromUs: START_US + 1_000_000 });
    // The first was sent after the warm-up, but was meant to go before its end.
    const events = [event(0, 900, 1100), event(1, 1000), event(2, 1100)];
    for (const sent of events) figures.recordSent(sent);
    figures.recordAcked(events, START_US + 1_200_000);
    expect(figures.sentOk).toBe(3);
    expect(figures.ackLatency.percentilesMs().count).toBe(2);
    expect(figures.lateness.percentilesMs().count).toBe(2);
  });

  it('has no throughput before the first acknowledgement', () => {
    expect(recorder({ startUs: START_US, measureFromUs: START_US }).throughputEps).toBe(0);
  });
});
