/**
 * Math.max and Math.min of a list of any length: spread over their arguments, some 125,000 numbers are more than the
 * stack holds.
 */
export const largestOf = (values: readonly number[]): number =>
  values.reduce((largest, value) => Math.max(largest, value), -Infinity);

export const smallestOf = (values: readonly number[]): number =>
  values.reduce((smallest, value) => Math.min(smallest, value), Infinity);
