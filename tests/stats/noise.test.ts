import { describe, expect, test } from 'vitest';
import { medianInterval } from '../../src/stats/median-interval.js';
import {
  meanDifference,
  meanInterval,
  pairsOf,
  proportionDifference,
  sumRatioInterval,
  shareInterval,
  standardDeviation,
  standardErrors,
  type Sum,
  sumOf,
} from '../../src/stats/noise.js';

/** Draws from 0 to 1, the same every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const summed = (values: readonly number[]): Sum => ({
  count: values.length,
  total: values.reduce((sum, value) => sum + value, 0),
  squares: values.reduce((sum, value) => sum + value ** 2, 0),
});

test('standard errors are those of the normal distribution, and more for more comparisons', () => {
  expect(standardErrors()).toBeCloseTo(1.959964, 6);
  expect(standardErrors(10)).toBeCloseTo(2.807034, 6);
  expect(standardErrors(pairsOf(12))).toBeCloseTo(3.367847, 6);
  expect([pairsOf(1), pairsOf(2), pairsOf(7)]).toEqual([1, 1, 21]);
});

test('a sum is known from count, total and standard deviation', () => {
  const values = [3, 8, 8, 12, 40];
  const sum = summed(values);
  expect(sumOf(5, 71, standardDeviation(sum)).squares).toBeCloseTo(sum.squares, 6);
  expect(standardDeviation(summed([7]))).toBe(0);
});

describe('intervals cover the true value about as often as they say', () => {
  const RUNS = 400;
  const random = seeded(7);
  /** Skewed to the right like order values; mean 1. */
  const value = () => -Math.log(1 - random());
  const coverage = (holds: () => boolean) =>
    Array.from({ length: RUNS }, holds).filter(Boolean).length / RUNS;
  const values = (count: number) => Array.from({ length: count }, value);

  test.each([
    ['a mean', () => meanInterval(summed(values(200))), 1],
    ['a difference of means', () => meanDifference(summed(values(150)), summed(values(300))), 0],
    ['a share', () => shareInterval(...split(500, 0.3)), 0.3],
    ['a ratio', () => sumRatioInterval(...split(500, 0.5)), 1],
    ['a difference of proportions', () => proportionDifference(hits(80, 0.4), hits(300, 0.4)), 0],
  ])('%s', (_, interval, truth) => {
    const covered = coverage(() => {
      const { low, high } = interval();
      return low <= truth && truth <= high;
    });
    expect(covered).toBeGreaterThan(0.91);
    expect(covered).toBeLessThan(0.99);
  });

  /** Orders that fall into one of two groups by chance. */
  function split(count: number, chance: number): [Sum, Sum] {
    const [part, rest]: [number[], number[]] = [[], []];
    for (const each of values(count)) (random() < chance ? part : rest).push(each);
    return [summed(part), summed(rest)];
  }
  function hits(cases: number, chance: number) {
    return { cases, hits: Array.from({ length: cases }, random).filter((draw) => draw < chance).length };
  }
});

test('a median of thousands of values has an interval that is neither nothing nor everything', () => {
  const values = Array.from({ length: 10_001 }, (_, index) => index);
  const interval = medianInterval(values);
  // 1.96 standard deviations of a binomial of 10,001 coins are 98.
  expect(interval).toMatchObject({ median: 5000, low: 4901, high: 5099 });
  expect(interval?.coverage).toBeCloseTo(0.95, 2);
  expect(medianInterval(values, 0.999)?.low).toBeLessThan(4901 - 50);
});
