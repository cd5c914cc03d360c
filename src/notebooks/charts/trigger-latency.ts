import { z } from 'zod';
import { type ChartSpec, vegaLiteChart } from '../../charts/spec.js';
import { CHART_WIDTH, COLOR } from '../../charts/theme.js';
import { checkArguments, objectWith } from '../../core/arguments.js';

const PERCENTILES = ['p50', 'p95', 'p99'] as const;

/** Latency under one trigger: percentiles in milliseconds. */
export interface TriggerLatency {
  readonly trigger_seconds: number;
  readonly batches: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

const ROW = objectWith('a row of compareTriggers', 'trigger_seconds', ...PERCENTILES);

/** Latency percentiles over the interval between micro-batches. */
export function triggerLatencyChart(found: readonly TriggerLatency[]): ChartSpec {
  checkArguments('triggerLatencyChart', { found: z.array(ROW) }, found);
  const values = found.flatMap((row) =>
    PERCENTILES.map((percentile) => ({
      trigger: row.trigger_seconds,
      percentile,
      ms: row[percentile],
    })),
  );
  return vegaLiteChart({
    width: CHART_WIDTH - 160,
    height: 220,
    data: { values },
    mark: { type: 'line', point: { filled: true, size: 50 }, strokeWidth: 1.8, tooltip: true },
    encoding: {
      x: {
        field: 'trigger',
        type: 'quantitative',
        axis: { title: 'Trigger interval (s)', grid: false, tickMinStep: 1 },
      },
      y: { field: 'ms', type: 'quantitative', axis: { title: 'Latency (ms)', domain: false, ticks: false } },
      color: {
        field: 'percentile',
        type: 'nominal',
        scale: { domain: [...PERCENTILES], range: [COLOR.blue, COLOR.teal, COLOR.orange] },
        legend: { title: null, orient: 'right' },
      },
    },
  });
}
