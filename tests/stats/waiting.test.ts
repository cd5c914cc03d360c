import { describe, expect, it } from 'vitest';
import { waitOfStarts } from '../../src/stats/waiting.js';

describe('waitOfStarts', () => {
  it('is even between starts that are evenly spaced', () => {
    const { max, ...waits } = waitOfStarts([0, 5000, 10_000, 15_000]);
    expect(Object.values(waits).map((ms) => Math.round(ms ?? NaN))).toEqual([2500, 4500, 4750, 4950, 4995]);
    expect(max).toBe(5000);
  });

  it('gives long gaps their share of events', () => {
    // Of 1100 ms, 1000 lie in the long gap: half of all events wait longer than 450 ms.
    const waits = waitOfStarts([0, 100, 1100]);
    expect(waits.p50).toBeCloseTo(450, 2);
    expect(waits.max).toBe(1000);
  });

  it('takes the batches of a day', () => {
    const starts = Array.from({ length: 400_000 }, (_, index) => index * 200);
    expect(waitOfStarts(starts)).toMatchObject({ max: 200 });
  });

  it('is unknown with fewer than two starts', () => {
    expect(waitOfStarts([7])).toMatchObject({ p50: null, max: null });
    expect(waitOfStarts([])).toMatchObject({ p99: null, max: null });
  });
});
