/** What is used of a library that has no types of its own. */
declare module 'vega-statistics' {
  /** The value that a normal distribution stays below with probability `p`. */
  export function quantileNormal(p: number, mean?: number, standardDeviation?: number): number;
}
