import { compareRunsBy } from '../../../notebooks/compare-runs.js';
import type { Metric } from '../../../runs/metrics.js';
import type { RunRecord } from '../../../runs/record.js';
import { type OrdersSections, sectionsOf } from '../record.js';
import { metric } from '../metrics.js';
import type { OrdersRun } from './sandbox.js';

const count = (
  id: string,
  label: string,
  of: (sections: OrdersSections) => number | null | undefined,
): Metric<RunRecord> => ({ id, label, digits: 0, of: (record) => of(sectionsOf(record)) ?? null });

const FIGURES: readonly Metric<RunRecord>[] = [
  count('acknowledged', 'Orders acknowledged', ({ ledger }) => ledger?.acked),
  count('lost', 'Orders lost', ({ ledger }) => ledger?.lost),
  count('batches', 'Micro-batches', ({ stream }) => stream?.batches),
  count('rows_per_batch', 'Rows in a micro-batch', ({ stream }) => stream?.rows_per_batch),
  ...['ack_p50_ms', 'ack_p95_ms', 'committed_p50_ms', 'committed_p95_ms', 'committed_p99_ms'].map(metric),
];

/** The figures of two runs side by side. */
export const compareRuns = (one: OrdersRun, other: OrdersRun) => compareRunsBy(FIGURES, one, other);
