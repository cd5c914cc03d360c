import type { Manifest } from '../runs/manifest.js';
import type { RunRecord } from '../runs/record.js';

/** The figures by which two runs are compared; null where a run did not measure one. */
export function timingsOf({ producer, consumer, stream, latency }: RunRecord): Manifest['timings'] {
  return {
    ack_p50_ms: producer?.ack_ms.p50 ?? null,
    ack_p95_ms: producer?.ack_ms.p95 ?? null,
    ack_p99_ms: producer?.ack_ms.p99 ?? null,
    tracker_p50_ms: consumer?.end_to_end_ms.p50 ?? null,
    tracker_p95_ms: consumer?.end_to_end_ms.p95 ?? null,
    tracker_p99_ms: consumer?.end_to_end_ms.p99 ?? null,
    committed_p50_ms: stream?.commit_ms.p50 ?? null,
    committed_p95_ms: stream?.commit_ms.p95 ?? null,
    committed_p99_ms: stream?.commit_ms.p99 ?? null,
    committed_from_slot_p99_ms: latency?.corrected_ms.p99 ?? null,
    batch_p50_ms: stream?.batch_duration_ms.p50 ?? null,
    sent_events_per_second: producer?.throughput_eps ?? null,
    processed_rows_per_second: stream?.processed_rows_per_second ?? null,
  };
}
