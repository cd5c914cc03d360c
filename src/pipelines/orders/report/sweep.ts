import type { ReportDesign, SweepPlot } from '../../../report/design.js';
import { metric } from '../metrics.js';

const PLOTS: readonly SweepPlot[] = [
  {
    id: 'latency',
    caption: 'Latency to the committed file: medians over the repetitions, with their intervals',
    yTitle: 'Latency (ms)',
    metrics: ['committed_p50_ms', 'committed_p95_ms', 'committed_p99_ms'].map(metric),
  },
  {
    id: 'acknowledgement',
    caption: 'Latency to the acknowledgement: medians over the repetitions, with their intervals',
    yTitle: 'Latency (ms)',
    metrics: ['ack_p50_ms', 'ack_p99_ms'].map(metric),
  },
  {
    id: 'throughput',
    caption:
      'Events acknowledged per second of sending, and rows processed per second of batch time (which follows the load: it is not the capacity of the query)',
    yTitle: 'Per second',
    metrics: ['sent_events_per_second', 'processed_rows_per_second'].map(metric),
  },
];

/** What the table shows of each grid point. */
const COLUMNS = [
  'ack_p99_ms',
  'committed_p50_ms',
  'committed_p95_ms',
  'committed_p99_ms',
  'processed_rows_per_second',
].map(metric);

/** The comparison of a sweep. */
export const ORDERS_SWEEP: NonNullable<ReportDesign['sweep']> = { plots: PLOTS, columns: COLUMNS };
