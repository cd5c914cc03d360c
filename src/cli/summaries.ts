import type { Percentiles } from '../stats/percentiles.js';
import { metricHead, METRICS } from '../runs/metrics.js';
import type { RunRecord } from '../runs/record.js';
import { columns } from '../core/columns.js';

const ms = (value: number | null) => (value === null ? '–' : `${Math.round(value)} ms`);

/** `p50 12 ms  p95 40 ms  p99 61 ms  max 80 ms (6600)` */
export function percentilesLine({ p50, p95, p99, max, count }: Percentiles): string {
  return `p50 ${ms(p50)}  p95 ${ms(p95)}  p99 ${ms(p99)}  max ${ms(max)}  (${count} events)`;
}

/** What a person wants to know when a run is over: how it went, every metric, and whether the ledger is reconciled. */
export function runSummary(record: RunRecord): string {
  const { run_id: runId, producer, stream, ledger, report } = record;
  const lines = [`run      ${runId}`];
  if (producer) lines.push(`sent     ${producer.sent_ok} acknowledged, ${producer.sent_error} failed`);
  if (stream) lines.push(`batches  ${stream.batches} micro-batches with ${stream.input_rows} rows`);
  const measured = METRICS.flatMap((metric) => {
    const value = metric.of(record);
    return value === null ? [] : [[`  ${metricHead(metric)}`, value.toFixed(metric.digits)]];
  });
  if (measured.length > 0) lines.push('metrics', columns(measured, ['left', 'right']));
  if (ledger) {
    const { generated, acked, failed, valid, invalid, lost, duplicates, balanced } = ledger;
    lines.push(
      `ledger   ${generated} generated = ${acked} acked + ${failed} failed; acked = ${valid} valid + ${invalid} invalid + ${lost} lost; ${duplicates} duplicates: ${balanced ? 'reconciled' : 'NOT RECONCILED'}`,
    );
  }
  if (report) lines.push(`report   ${report.pdf}`);
  return lines.join('\n');
}
