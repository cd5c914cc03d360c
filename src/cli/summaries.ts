import type { Percentiles } from '../metrics/percentiles.js';
import type { RunRecord } from '../runs/record.js';

const ms = (value: number | null) => (value === null ? '–' : `${Math.round(value)} ms`);

/** `p50 12 ms  p95 40 ms  p99 61 ms  max 80 ms (6600)` */
export function percentilesLine({ p50, p95, p99, max, count }: Percentiles): string {
  return `p50 ${ms(p50)}  p95 ${ms(p95)}  p99 ${ms(p99)}  max ${ms(max)}  (${count} events)`;
}

/** What a person wants to know when a run is over. */
export function runSummary({ run_id: runId, producer, consumer, stream, ledger, report }: RunRecord): string {
  const lines = [`run      ${runId}`];
  if (producer) {
    lines.push(
      `sent     ${producer.sent_ok} ok, ${producer.sent_error} failed, ${producer.throughput_eps} events/s`,
    );
    lines.push(`ack      ${percentilesLine(producer.ack_ms)}`);
  }
  if (consumer) lines.push(`tracker  ${percentilesLine(consumer.end_to_end_ms)}`);
  if (stream) lines.push(`file     ${percentilesLine(stream.commit_ms)}, ${stream.batches} micro-batches`);
  if (ledger) {
    const { generated, acked, failed, valid, invalid, lost, duplicates, balanced } = ledger;
    lines.push(
      `ledger   ${generated} generated = ${acked} acked + ${failed} failed; acked = ${valid} valid + ${invalid} invalid + ${lost} lost; ${duplicates} duplicates: ${balanced ? 'balanced' : 'NOT BALANCED'}`,
    );
  }
  if (report) lines.push(`report   ${report.pdf}`);
  return lines.join('\n');
}
