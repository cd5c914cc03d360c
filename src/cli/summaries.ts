import type { Percentiles } from '../stats/percentiles.js';
import type { Pipeline } from '../experiment/pipeline.js';
import { metricHead } from '../runs/metrics.js';
import type { RunRecord } from '../runs/record.js';
import { columns } from '../core/columns.js';

const ms = (value: number | null) => (value === null ? '–' : `${Math.round(value)} ms`);

/** `p50 12 ms  p95 40 ms  p99 61 ms  max 80 ms (6600)` */
export function percentilesLine({ p50, p95, p99, max, count }: Percentiles): string {
  return `p50 ${ms(p50)}  p95 ${ms(p95)}  p99 ${ms(p99)}  max ${ms(max)}  (${count} events)`;
}

/** What a person wants to know when a run is over: how it went, and every metric. */
export function runSummary(pipeline: Pipeline, record: RunRecord): string {
  const { run_id: runId, report } = record;
  const measured = pipeline.metrics.flatMap((metric) => {
    const value = metric.of(record);
    return value === null ? [] : [[`  ${metricHead(metric)}`, value.toFixed(metric.digits)]];
  });
  return [
    `run      ${runId}`,
    ...pipeline.summary(record),
    ...(measured.length > 0 ? ['metrics', columns(measured, ['left', 'right'])] : []),
    ...(report ? [`report   ${report.pdf}`] : []),
  ].join('\n');
}
