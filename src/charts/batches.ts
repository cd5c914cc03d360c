import type { Measurements } from '../analysis/results.js';
import { noData } from './no-data.js';
import { vegaLiteChart, type ChartSpec } from './spec.js';
import { COLOR } from './theme.js';

const PANEL = { width: 572, height: 110 };

/** Micro-batches over time: rows in the upper panel, duration in the lower one. */
export function batches(committed: Measurements['batches']): ChartSpec {
  if (committed.length === 0) return noData('no micro-batch had rows');
  const panel = (field: string, title: string, color: string, xTitle: string | null) => ({
    ...PANEL,
    layer: [
      { mark: { type: 'line' as const, stroke: color, strokeWidth: 0.8, opacity: 0.5 } },
      { mark: { type: 'point' as const, filled: true, fill: color, size: 16, opacity: 1 } },
    ],
    encoding: {
      x: {
        field: 'second',
        type: 'quantitative' as const,
        scale: { zero: true, nice: false, padding: 4 },
        axis: { title: xTitle, labels: xTitle !== null, grid: false, tickCount: 10 },
      },
      y: {
        field,
        type: 'quantitative' as const,
        axis: { title, tickCount: 4, tickMinStep: 1, minExtent: 36, domain: false, ticks: false },
      },
    },
  });
  return vegaLiteChart({
    padding: 4,
    data: { values: [...committed] },
    spacing: 14,
    vconcat: [
      panel('rows', 'Rows', COLOR.blue, null),
      panel('duration_ms', 'Duration (ms)', COLOR.orange, 'Time of the commit since the first event (s)'),
    ],
    resolve: { scale: { x: 'shared' } },
  });
}
