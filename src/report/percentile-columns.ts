import type { Percentiles } from '../metrics/percentiles.js';
import { sum } from './findings.js';
import { counted, milliseconds } from './format.js';
import type { Column } from './tables.js';

const KEYS = ['p50', 'p90', 'p95', 'p99', 'max'] as const;

/** Columns for the percentiles of a latency in milliseconds. */
export const PERCENTILE_COLUMNS: readonly Column[] = KEYS.map((key) => ({
  head: key,
  numeric: true,
  widthPct: 9,
}));

export const percentileCells = (values: Percentiles): readonly string[] =>
  KEYS.map((key) => milliseconds(values[key]));

/** The note that a table owes its reader when a latency came out as zero or less. */
export function nonPositiveNote(...latencies: readonly Percentiles[]): string | undefined {
  const total = sum(latencies, (latency) => latency.non_positive);
  return total > 0 ? `${counted(total, 'value')} of zero or less are counted as zero.` : undefined;
}
