import type { Measurements } from '../analysis/results.js';
import { noData } from './no-data.js';
import { vegaLiteChart, type ChartSpec } from './spec.js';
import { COLOR } from './theme.js';

type Stages = Measurements['latency_stages'];

const LABELS: Readonly<Record<Stages[number]['stage'], string>> = {
  intended_to_sent: 'late for its slot',
  sent_to_appended: 'to the broker',
  appended_to_batch_start: 'waiting for a batch',
  batch_start_to_committed: 'batch, until committed',
  intended_to_committed: 'in all, as measured',
};

const PANELS = [
  { key: 'p50', title: 'p50' },
  { key: 'p95', title: 'p95' },
  { key: 'p99', title: 'p99' },
] as const;
const PANEL_WIDTH = 142;

/**
 * A waterfall for each of three percentiles: every stage begins where the one before ended. Percentiles of parts do not
 * add up to the percentile of the whole, so the whole stands below as it was measured.
 */
export function latencyStages(stages: Stages): ChartSpec {
  if (stages.length === 0) return noData('no latency was measured by stages');
  const labels = stages.map(({ stage }) => LABELS[stage]);
  return vegaLiteChart({
    padding: 4,
    spacing: 14,
    hconcat: PANELS.map(({ key, title }, index) => {
      let reached = 0;
      const values = stages.map(({ stage, ...percentiles }) => {
        const ms = percentiles[key];
        const isWhole = stage === 'intended_to_committed';
        const from = isWhole ? 0 : reached;
        reached = from + ms;
        return { stage: LABELS[stage], from, to: from + ms, ms, whole: isWhole };
      });
      return {
        width: PANEL_WIDTH,
        height: 26 * stages.length,
        title: {
          text: title,
          anchor: 'start' as const,
          frame: 'group' as const,
          fontSize: 11.5,
          fontWeight: 600,
          color: COLOR.ink,
        },
        data: { values },
        encoding: {
          y: {
            field: 'stage',
            type: 'nominal' as const,
            sort: labels,
            axis: { title: null, labels: index === 0, domain: false, ticks: false, labelLimit: 200 },
          },
        },
        layer: [
          {
            mark: { type: 'bar' as const, height: 13 },
            encoding: {
              x: {
                field: 'from',
                type: 'quantitative' as const,
                axis: { title: 'ms', tickCount: 4, domain: false },
                scale: { padding: 0 },
              },
              x2: { field: 'to' },
              color: { condition: { test: 'datum.whole', value: COLOR.orange }, value: COLOR.blue },
            },
          },
          {
            mark: { type: 'text' as const, align: 'left' as const, dx: 4, baseline: 'middle' as const },
            encoding: {
              x: { field: 'to', type: 'quantitative' as const },
              text: { field: 'ms', type: 'quantitative' as const, format: ',.1f' },
            },
          },
        ],
      };
    }),
    resolve: { scale: { x: 'shared', y: 'shared' } },
  });
}
