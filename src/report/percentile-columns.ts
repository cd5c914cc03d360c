import type { Percentiles } from '../metrics/percentiles.js';
import { sum } from './findings.js';
import { count, counted, milliseconds } from './format.js';
import type { Column } from './tables.js';

const KEYS = ['p50', 'p90', 'p95', 'p99', 'p99_9', 'max'] as const;

/** Columns for the percentiles of a latency in milliseconds. */
export const PERCENTILE_COLUMNS: readonly Column[] = KEYS.map((key) => ({
  head: key.replace('_', '.'),
  numeric: true,
  widthPct: 8,
}));

export const percentileCells = (values: Percentiles): readonly string[] =>
  KEYS.map((key) => milliseconds(values[key]));

/** The note that a table owes its reader when a latency came out as zero or less. */
export function nonPositiveNote(...latencies: readonly Percentiles[]): string | undefined {
  const zeros = sum(latencies, (latency) => latency.zeros);
  const negatives = sum(latencies, (latency) => latency.negatives);
  if (zeros + negatives === 0) return undefined;
  return `Among them are ${counted(zeros, 'value')} of zero and ${count(negatives)} below zero, which are counted as zero.`;
}
