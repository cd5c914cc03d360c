import { describe, expect, it } from 'vitest';
import { describeLatencies, shareAboveMean } from '../../src/notebooks/latencies.js';

const LATENCIES_MS = [100, 100, 100, 700];

describe('latencies', () => {
  it('have a mean that one slow event moves, and percentiles that it does not', () => {
    const { count, mean, p50, max } = describeLatencies(LATENCIES_MS);
    expect({ count, mean }).toEqual({ count: 4, mean: 250 });
    expect(p50).toBeCloseTo(100, 0);
    expect(max).toBeCloseTo(700, 0);
  });

  it('lie above their mean in a share of percent', () => {
    expect(shareAboveMean(LATENCIES_MS)).toBe(25);
  });

  it('cannot be none', () => {
    expect(() => describeLatencies([])).toThrow('describeLatencies: latenciesMs is []: must not be empty');
  });
});
