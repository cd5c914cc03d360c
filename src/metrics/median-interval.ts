import { z } from 'zod';

/** A median of repetitions with the interval that covers it. */
export const medianIntervalSchema = z.strictObject({
  median: z.number(),
  low: z.number(),
  high: z.number(),
  coverage: z.number().min(0).max(1).describe('Chance that an interval made so holds the true median'),
  values: z.int().min(1),
});
export type MedianInterval = z.infer<typeof medianIntervalSchema>;

const WANTED_COVERAGE = 0.95;

/**
 * The median with an interval between two of the values themselves, which assumes nothing of their distribution: the
 * k-th smallest and k-th largest of n values hold the true median unless fewer than k lie on one side of it, a matter of
 * tossing n coins. The narrowest pair with 95 % is taken; up to five values have none, and the outermost two are given
 * with what they cover.
 */
export function medianInterval(values: readonly number[]): MedianInterval | null {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  if (n === 0) return null;
  const at = (index: number) => sorted[index] ?? NaN;
  let k = 1;
  while (k < Math.floor((n + 1) / 2) && coverageOf(n, k + 1) >= WANTED_COVERAGE) k += 1;
  return {
    median: (at(Math.floor((n - 1) / 2)) + at(Math.floor(n / 2))) / 2,
    low: at(k - 1),
    high: at(n - k),
    coverage: Math.max(0, coverageOf(n, k)),
    values: n,
  };
}

/** 1 - 2 x P(fewer than k of n coins show heads). */
function coverageOf(n: number, k: number): number {
  let chance = 0.5 ** n;
  let fewer = 0;
  for (let heads = 0; heads < k; heads += 1) {
    fewer += chance;
    chance *= (n - heads) / (heads + 1);
  }
  return 1 - 2 * fewer;
}
