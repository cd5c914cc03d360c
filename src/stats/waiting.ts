import { largestOf } from '../core/lists.js';
import { type LatencyPercentiles } from './percentiles.js';

/**
 * How long events wait that come evenly at any moment, when they are fetched only at these moments: the part of a
 * latency that the spacing of batches explains by itself.
 *
 * An event is in a gap with a chance in proportion to the gap's length L, and then waits evenly between 0 and L; so the
 * share that waits longer than w is the sum of max(L - w, 0) over the sum of L, of which this is the inverse.
 *
 * @param startsMs rising
 * @returns Milliseconds; all null when there are fewer than two moments.
 */
export function waitOfStarts(startsMs: readonly number[]): LatencyPercentiles {
  const gaps = startsMs.slice(1).map((at, index) => at - (startsMs[index] ?? at));
  const totalMs = gaps.reduce((sum, gap) => sum + gap, 0);
  const longest = Math.max(0, largestOf(gaps));
  const waitAt = (percentile: number): number | null => {
    if (totalMs <= 0) return null;
    const longerMs = (1 - percentile / 100) * totalMs;
    let [low, high] = [0, longest];
    while (high - low > 0.001) {
      const middle = (low + high) / 2;
      const beyond = gaps.reduce((sum, gap) => sum + Math.max(gap - middle, 0), 0);
      if (beyond > longerMs) low = middle;
      else high = middle;
    }
    return Math.round(high * 1000) / 1000;
  };
  return {
    p50: waitAt(50),
    p90: waitAt(90),
    p95: waitAt(95),
    p99: waitAt(99),
    p99_9: waitAt(99.9),
    max: totalMs <= 0 ? null : longest,
  };
}
