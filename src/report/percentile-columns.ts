import type { Percentiles } from '../stats/percentiles.js';
import { count, counted, list, milliseconds, NOTHING } from './format.js';
import type { Column } from './tables.js';

/** Values from which a percentile differs from the largest value: one in a hundred of fewer than a hundred is none. */
const VALUES_MIN = { p50: 1, p90: 10, p95: 20, p99: 100, p99_9: 1000, max: 1 } as const;
const KEYS = ['p50', 'p90', 'p95', 'p99', 'p99_9', 'max'] as const;

/** Columns for the percentiles of a latency in milliseconds. */
export const PERCENTILE_COLUMNS: readonly Column[] = KEYS.map((key) => ({
  head: key.replace('_', '.'),
  numeric: true,
  widthPct: 8,
}));

export const percentileCells = (values: Percentiles): readonly string[] =>
  KEYS.map((key) => (values.count < VALUES_MIN[key] ? NOTHING : milliseconds(values[key])));

/** A latency by the words for it in a table, and why it can come out as zero or less. */
export interface NamedLatency {
  readonly name: string;
  readonly values: Percentiles;
  readonly cause?: string | undefined;
}

/** What can make the difference of two timestamps negative when nothing else is known. */
const CLOCKS = 'its two timestamps come from different clocks or are rounded differently';

/** The note that a table owes its reader when a latency came out as zero or less: in which stage, how often and why. */
export function nonPositiveNote(...latencies: readonly NamedLatency[]): string | undefined {
  const notes = latencies.flatMap(({ name, values, cause = CLOCKS }) => {
    const { zeros, negatives, count: all } = values;
    if (zeros + negatives === 0) return [];
    const parts = [
      negatives > 0 && `${count(negatives)} below zero`,
      zeros > 0 && `${count(zeros)} of exactly zero`,
    ].filter((part) => part !== false);
    return [`${name}: of ${counted(all, 'value')}, ${list(parts)}; ${cause}.`];
  });
  return notes.length === 0
    ? undefined
    : `${notes.join(' ')} Values below zero enter the percentiles as zero.`;
}
