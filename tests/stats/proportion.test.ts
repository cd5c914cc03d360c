import { describe, expect, it } from 'vitest';
import { proportion } from '../../src/stats/proportion.js';

describe('proportion', () => {
  it('has the Wilson interval', () => {
    // Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I.
    for (const [hits, cases, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const found = proportion(hits, cases);
      expect(found?.value).toBe(hits / cases);
      expect(found?.low).toBeCloseTo(low, 4);
      expect(found?.high).toBeCloseTo(high, 4);
    }
  });

  it('bounds what was always so by the number of cases', () => {
    expect(proportion(10, 10)?.high).toBe(1);
    expect(proportion(10, 10)?.low).toBeLessThan(proportion(1000, 1000)?.low ?? 0);
  });

  it('of nothing is unknown', () => {
    expect(proportion(0, 0)).toBeNull();
  });
});
