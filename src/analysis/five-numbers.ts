/** Summary of a distribution for a box plot, in the unit of the values. */
export interface FiveNumbers {
  readonly min: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly max: number;
  /** Smallest and largest value within 1.5 interquartile ranges of the box (Tukey). */
  readonly whiskerLow: number;
  readonly whiskerHigh: number;
  /** Values beyond the whiskers. */
  readonly outliers: number;
}

/** Linear between the closest ranks: type 7 of Hyndman and Fan (1996), the default of R and NumPy. */
function quantile(sorted: Float64Array, p: number): number {
  const rank = (sorted.length - 1) * p;
  const low = sorted[Math.floor(rank)] ?? NaN;
  const high = sorted[Math.ceil(rank)] ?? NaN;
  return low + (high - low) * (rank - Math.floor(rank));
}

/** @param values At least one. */
export function fiveNumbers(values: readonly number[]): FiveNumbers {
  const sorted = Float64Array.from(values).sort();
  const q1 = quantile(sorted, 0.25);
  const q3 = quantile(sorted, 0.75);
  const reach = 1.5 * (q3 - q1);
  const inside = sorted.filter((value) => value >= q1 - reach && value <= q3 + reach);
  return {
    min: quantile(sorted, 0),
    q1,
    median: quantile(sorted, 0.5),
    q3,
    max: quantile(sorted, 1),
    whiskerLow: inside.at(0) ?? q1,
    whiskerHigh: inside.at(-1) ?? q3,
    outliers: sorted.length - inside.length,
  };
}
