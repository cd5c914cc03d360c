import { describe, expect, it } from 'vitest';
import { binWidthSeconds, inBins } from '../../src/charts/time-bins.js';

describe('binWidthSeconds', () => {
  it.each([
    [0, 1],
    [120, 1],
    [121, 2],
    [603, 10],
    [86_400, 1800],
    [1_000_000, 8334],
  ])('cuts %d s into bins of %d s', (span, width) => {
    expect(binWidthSeconds(span)).toBe(width);
  });
});

describe('inBins', () => {
  it('groups by the start of the bin, times before the first event too', () => {
    const entries = [{ second: 4.9 }, { second: -0.3 }, { second: 5 }, { second: 0 }];
    expect(inBins(entries, 5)).toEqual([
      { start: -5, entries: [{ second: -0.3 }] },
      { start: 0, entries: [{ second: 4.9 }, { second: 0 }] },
      { start: 5, entries: [{ second: 5 }] },
    ]);
  });
});
