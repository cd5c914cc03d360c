import { quantileNormal } from 'vega-statistics';

/**
 * What chance alone does to sums, shares and means. Each value is taken for an independent draw, so that the
 * sum of the squared values is all that the noise of a sum is computed from (the delta method).
 */

/** An estimate with the interval that covers the true value in 95% of all samples. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Independent values, added up. */
export interface Sum {
  readonly count: number;
  readonly total: number;
  /** Sum of the squared values. */
  readonly squares: number;
}

/** Values of which count, total and standard deviation are known. */
export function sumOf(count: number, total: number, standardDeviation: number): Sum {
  const ofMean = count === 0 ? 0 : total ** 2 / count;
  return { count, total, squares: Math.max(0, count - 1) * standardDeviation ** 2 + ofMean };
}

export function standardDeviation({ count, total, squares }: Sum): number {
  return count < 2 ? 0 : Math.sqrt(Math.max(0, squares - total ** 2 / count) / (count - 1));
}

const ERROR_RATE = 0.05;

/**
 * How many standard errors an interval reaches to both sides. Of many comparisons some differ by chance; dividing the
 * error rate among them (Bonferroni) keeps the chance of even one wrong finding at 5%.
 */
export const standardErrors = (comparisons = 1): number => quantileNormal(1 - ERROR_RATE / 2 / comparisons);

/** The number of pairs that can be made of so many groups. */
export const pairsOf = (groups: number): number => Math.max(1, (groups * (groups - 1)) / 2);

const around = (value: number, reach: number): Interval => ({
  value,
  low: value - reach,
  high: value + reach,
});

export function meanInterval(sum: Sum, comparisons = 1): Interval {
  const reach = (standardErrors(comparisons) * standardDeviation(sum)) / Math.sqrt(sum.count);
  return around(sum.total / sum.count, reach);
}

/** How much larger the mean of one is than that of the other. */
export function meanDifference(one: Sum, other: Sum, comparisons = 1): Interval {
  const variance = (sum: Sum) => standardDeviation(sum) ** 2 / sum.count;
  const reach = standardErrors(comparisons) * Math.sqrt(variance(one) + variance(other));
  return around(one.total / one.count - other.total / other.count, reach);
}

/** How many times as large one sum is as the other, of which no value is in both. */
export function sumRatioInterval(one: Sum, other: Sum, comparisons = 1): Interval {
  const variance = (sum: Sum) => sum.squares / sum.total ** 2;
  const factor = Math.exp(standardErrors(comparisons) * Math.sqrt(variance(one) + variance(other)));
  const value = one.total / other.total;
  return { value, low: value / factor, high: value * factor };
}

/** The share of one sum in both together, of which no value is in both. */
export function shareInterval(part: Sum, rest: Sum, comparisons = 1): Interval {
  const total = part.total + rest.total;
  const value = part.total / total;
  const variance = ((1 - value) ** 2 * part.squares + value ** 2 * rest.squares) / total ** 2;
  const { low, high } = around(value, standardErrors(comparisons) * Math.sqrt(variance));
  return { value, low: Math.max(0, low), high: Math.min(1, high) };
}

/** Hits among cases. */
export interface Hits {
  readonly hits: number;
  readonly cases: number;
}

/** How much larger one proportion is than the other, after Agresti and Caffo: with one hit and one miss added to each. */
export function proportionDifference(one: Hits, other: Hits, comparisons = 1): Interval {
  const adjusted = ({ hits, cases }: Hits) => ({ p: (hits + 1) / (cases + 2), n: cases + 2 });
  const [a, b] = [adjusted(one), adjusted(other)];
  const variance = (a.p * (1 - a.p)) / a.n + (b.p * (1 - b.p)) / b.n;
  const { low, high } = around(a.p - b.p, standardErrors(comparisons) * Math.sqrt(variance));
  return { value: one.hits / one.cases - other.hits / other.cases, low, high };
}
