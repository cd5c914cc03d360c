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
 * tossing n coins. The narrowest pair with the wanted coverage is taken; up to five values have none with 95 %, and the
 * outermost two are given with what they cover.
 */
export function medianInterval(values: readonly number[], wanted = WANTED_COVERAGE): MedianInterval | null {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  if (n === 0) return null;
  const at = (index: number) => sorted[index] ?? NaN;
  const { k, coverage } = narrowest(n, wanted);
  return {
    median: (at(Math.floor((n - 1) / 2)) + at(Math.floor(n / 2))) / 2,
    low: at(k - 1),
    high: at(n - k),
    coverage,
    values: n,
  };
}

/**
 * The largest k for which 1 - 2 x P(fewer than k of n coins show heads) is as large as wanted, or 1. Chances are carried
 * as logarithms: half to the power of some thousand coins is smaller than any number.
 */
function narrowest(n: number, wanted: number): { readonly k: number; readonly coverage: number } {
  let logChance = n * Math.log(0.5);
  let fewer = Math.exp(logChance);
  let best = { k: 1, coverage: Math.max(0, 1 - 2 * fewer) };
  for (let heads = 1; heads < Math.floor((n + 1) / 2); heads += 1) {
    logChance += Math.log((n - heads + 1) / heads);
    fewer += Math.exp(logChance);
    const coverage = 1 - 2 * fewer;
    if (coverage < wanted) break;
    best = { k: heads + 1, coverage };
  }
  return best;
}
