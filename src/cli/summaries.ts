import type { Pipeline } from '../experiment/pipeline.js';
import { metricHead } from '../runs/metrics.js';
import type { RunRecord } from '../runs/record.js';
import { columns } from '../core/columns.js';

/** What a person wants to know when a run is over: how it went, and every metric. */
export function runSummary(pipeline: Pipeline, record: RunRecord): string {
  const { run_id: runId, report } = record;
  const measured = pipeline.metrics.flatMap((metric) => {
    const value = metric.of(record);
    return value === null ? [] : [[`  ${metricHead(metric)}`, value.toFixed(metric.digits)]];
  });
  return [
    `run      ${runId}`,
    ...(pipeline.summary?.(record) ?? []),
    ...(measured.length > 0 ? ['metrics', columns(measured, ['left', 'right'])] : []),
    ...(report ? [`report   ${report.pdf}`] : []),
  ].join('\n');
}
