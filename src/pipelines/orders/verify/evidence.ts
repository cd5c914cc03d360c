import { sectionsOf } from '../record.js';
import type { Evidence } from '../../../experiment/evidence.js';
import type { Results } from '../analysis/results.js';
import type { Experiment } from '../config.js';

export type OrdersEvidence = Evidence<Experiment, Results>;

/** Whether the commit of every micro-batch has its time: an external Spark may clear its log of them. */
export const hasAllCommitTimes = ({ record, results }: Pick<OrdersEvidence, 'record' | 'results'>): boolean =>
  sectionsOf(record).stream?.batches === results.measurements.batches.length;
