import { type OrdersSections, sectionsOf } from './record.js';
import type { Metric } from '../../runs/metrics.js';
import type { RunRecord } from '../../runs/record.js';

const PERCENTILES = ['p50', 'p95', 'p99'] as const;

/** The percentiles of one latency. */
const latency = (
  id: string,
  label: string,
  of: (sections: OrdersSections) => Readonly<Record<(typeof PERCENTILES)[number], number | null>> | undefined,
): readonly Metric<RunRecord>[] =>
  PERCENTILES.map((percentile) => ({
    id: `${id}_${percentile}_ms`,
    label: `${label}, ${percentile}`,
    unit: 'ms',
    digits: 1,
    of: (record) => of(sectionsOf(record))?.[percentile] ?? null,
  }));

/** The figures by which runs are compared, in the order in which they are shown. */
export const METRICS: readonly Metric<RunRecord>[] = [
  ...latency('ack', 'Latency to the acknowledgement', ({ producer }) => producer?.ack_ms),
  ...latency('tracker', 'Latency to the tracker', ({ consumer }) => consumer?.end_to_end_ms),
  ...latency('committed', 'Latency to the committed file', ({ stream }) => stream?.commit_ms),
  {
    id: 'committed_from_scheduled_p99_ms',
    label: 'Latency from the scheduled time to the committed file, p99',
    unit: 'ms',
    digits: 1,
    of: (record) => sectionsOf(record).latency?.corrected_ms.p99 ?? null,
  },
  {
    id: 'batch_p50_ms',
    label: 'Duration of a micro-batch, p50',
    unit: 'ms',
    digits: 1,
    of: (record) => sectionsOf(record).stream?.batch_duration_ms.p50 ?? null,
  },
  {
    id: 'sent_events_per_second',
    label: 'Throughput of acknowledged events',
    unit: 'events/s',
    digits: 1,
    of: (record) => sectionsOf(record).producer?.throughput_eps ?? null,
  },
  {
    id: 'processed_rows_per_second',
    label: 'Throughput of micro-batches',
    unit: 'rows/s',
    digits: 1,
    of: (record) => sectionsOf(record).stream?.processed_rows_per_second ?? null,
  },
];

/** @throws Error for an id that no metric has. */
export function metric(id: string): Metric<RunRecord> {
  const found = METRICS.find((each) => each.id === id);
  if (found === undefined) throw new Error(`there is no metric ${id}`);
  return found;
}
