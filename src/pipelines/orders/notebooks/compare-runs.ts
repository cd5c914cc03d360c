import { checkArguments } from '../../../core/arguments.js';
import { RUN } from '../../../notebooks/arguments.js';
import type { RunRecord } from '../../../runs/record.js';
import type { OrdersRun } from './sandbox.js';

const FIGURES: readonly (readonly [name: string, of: (record: RunRecord) => number | null | undefined])[] = [
  ['orders acknowledged', ({ ledger }) => ledger?.acked],
  ['orders lost', ({ ledger }) => ledger?.lost],
  ['micro-batches', ({ stream }) => stream?.batches],
  ['rows in a micro-batch', ({ stream }) => stream?.rows_per_batch],
  ['acknowledgement p50, ms', ({ producer }) => producer?.ack_ms.p50],
  ['acknowledgement p95, ms', ({ producer }) => producer?.ack_ms.p95],
  ['committed file p50, ms', ({ stream }) => stream?.commit_ms.p50],
  ['committed file p95, ms', ({ stream }) => stream?.commit_ms.p95],
  ['committed file p99, ms', ({ stream }) => stream?.commit_ms.p99],
];

/** The figures of two runs side by side. */
export function compareRuns(one: OrdersRun, other: OrdersRun) {
  checkArguments('compareRuns', { one: RUN, other: RUN }, one, other);
  return FIGURES.map(([figure, of]) => ({ figure, baseline: of(one.record), yours: of(other.record) }));
}
