import { checkArguments } from '../core/arguments.js';
import { latencyHistogram } from '../stats/percentiles.js';
import { LATENCIES } from './arguments.js';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean and percentiles of latencies, in milliseconds. */
export function describeLatencies(latenciesMs: readonly number[]) {
  checkArguments('describeLatencies', { latenciesMs: LATENCIES }, latenciesMs);
  const histogram = latencyHistogram();
  for (const ms of latenciesMs) histogram.recordUs(ms * 1000);
  const { p50, p90, p95, p99, max, count } = histogram.percentilesMs();
  return { count, mean: mean(latenciesMs), p50, p90, p95, p99, max };
}

/** What share of the latencies lies above their own mean, in percent. */
export function shareAboveMean(latenciesMs: readonly number[]): number {
  checkArguments('shareAboveMean', { latenciesMs: LATENCIES }, latenciesMs);
  const middle = mean(latenciesMs);
  return (100 * latenciesMs.filter((ms) => ms > middle).length) / latenciesMs.length;
}
