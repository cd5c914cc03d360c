/**
 * Math.max and Math.min of a list of any length: spread over their arguments, some 125,000 numbers are more than the
 * stack holds.
 */
export const largestOf = (values: readonly number[]): number =>
  values.reduce((largest, value) => Math.max(largest, value), -Infinity);

export const smallestOf = (values: readonly number[]): number =>
  values.reduce((smallest, value) => Math.min(smallest, value), Infinity);

export const sum = <T>(rows: readonly T[], value: (row: T) => number): number =>
  rows.reduce((total, row) => total + value(row), 0);

/** The entry with the largest value, the first of them on a tie; undefined for an empty list. */
export function largest<T>(rows: readonly T[], value: (row: T) => number): T | undefined {
  let best: T | undefined;
  for (const row of rows) if (best === undefined || value(row) > value(best)) best = row;
  return best;
}
