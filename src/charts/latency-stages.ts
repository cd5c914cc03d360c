import type { Measurements } from '../runs/measurements.js';
import { noData } from './no-data.js';
import { vegaLiteChart, type ChartSpec } from './spec.js';
import { COLOR } from './theme.js';

type Stages = Measurements['latency_stages'];

const LABELS: Readonly<Record<Stages[number]['stage'], string>> = {
  intended_to_sent: 'late sending',
  sent_to_appended: 'to the broker',
  appended_to_batch_start: 'waiting for a batch',
  batch_start_to_committed: 'batch, until committed',
  intended_to_committed: 'whole, as measured',
};

const WHOLE = 'intended_to_committed';
const PANEL = { width: 216, step: 26 } as const;

const PERCENTILES = [
  { key: 'p50', shape: 'circle', color: COLOR.blue },
  { key: 'p95', shape: 'square', color: COLOR.teal },
  { key: 'p99', shape: 'diamond', color: COLOR.orange },
] as const;

const heading = (text: string) => ({
  text,
  anchor: 'start' as const,
  frame: 'group' as const,
  fontSize: 11.5,
  fontWeight: 600 as const,
  color: COLOR.ink,
});

const rows = (labels: readonly string[], isLabelled: boolean) => ({
  field: 'stage',
  type: 'nominal' as const,
  sort: [...labels],
  axis: { title: null, labels: isLabelled, domain: false, ticks: false, labelLimit: 200 },
});

const milliseconds = { title: 'ms', tickCount: 4, domain: false } as const;

/** Means add up: every stage begins where the one before ended, and the last ends where the whole does. */
function means(stages: readonly (Stages[number] & { readonly mean: number })[], labels: readonly string[]) {
  let reached = 0;
  const values = stages.map(({ stage, mean }) => {
    const from = stage === WHOLE ? 0 : reached;
    reached = from + mean;
    return {
      stage: LABELS[stage],
      from,
      to: reached,
      end: Math.max(from, reached),
      mean,
      whole: stage === WHOLE,
    };
  });
  return {
    width: PANEL.width,
    height: PANEL.step * stages.length,
    title: heading('Means, which add up'),
    data: { values },
    encoding: { y: rows(labels, true) },
    layer: [
      {
        mark: { type: 'bar' as const, height: 13 },
        encoding: {
          x: { field: 'from', type: 'quantitative' as const, axis: milliseconds, scale: { padding: 0 } },
          x2: { field: 'to' },
          color: { condition: { test: 'datum.whole', value: COLOR.orange }, value: COLOR.blue },
        },
      },
      {
        mark: { type: 'text' as const, align: 'left' as const, dx: 4, baseline: 'middle' as const },
        encoding: {
          x: { field: 'end', type: 'quantitative' as const },
          text: { field: 'mean', type: 'quantitative' as const, format: ',.1f' },
        },
      },
    ],
  };
}

/** Percentiles do not add up, since the slow events of one stage are not those of another: each row begins at zero. */
function percentiles(stages: Stages, labels: readonly string[], isLabelled: boolean) {
  const values = stages.flatMap((row) =>
    PERCENTILES.map(({ key }) => ({ stage: LABELS[row.stage], percentile: key, ms: row[key] })),
  );
  const ranges = stages.map(({ stage, p50, p99 }) => ({ stage: LABELS[stage], p50, p99 }));
  return {
    width: isLabelled ? 2 * PANEL.width : PANEL.width,
    height: PANEL.step * stages.length,
    title: heading('Percentiles, each stage by itself'),
    encoding: { y: rows(labels, isLabelled) },
    layer: [
      {
        data: { values: ranges },
        mark: { type: 'rule' as const, stroke: COLOR.line, strokeWidth: 3 },
        encoding: {
          x: { field: 'p50', type: 'quantitative' as const, axis: milliseconds, scale: { zero: true } },
          x2: { field: 'p99' },
        },
      },
      {
        data: { values },
        mark: { type: 'point' as const, filled: true, size: 52, opacity: 1 },
        encoding: {
          x: { field: 'ms', type: 'quantitative' as const },
          color: {
            field: 'percentile',
            type: 'nominal' as const,
            scale: {
              domain: PERCENTILES.map(({ key }) => key),
              range: PERCENTILES.map(({ color }) => color),
            },
            legend: { title: null, orient: 'bottom' as const, symbolStrokeWidth: 0 },
          },
          shape: {
            field: 'percentile',
            type: 'nominal' as const,
            scale: {
              domain: PERCENTILES.map(({ key }) => key),
              range: PERCENTILES.map(({ shape }) => shape),
            },
          },
        },
      },
    ],
  };
}

/** What a latency is made of: the means of its stages end to end, and beside them their percentiles. */
export function latencyStages(stages: Stages): ChartSpec {
  if (stages.length === 0) return noData('no latency was measured by stages');
  const labels = stages.map(({ stage }) => LABELS[stage]);
  const withMeans = stages.flatMap((row) => (row.mean === undefined ? [] : [{ ...row, mean: row.mean }]));
  const hasMeans = withMeans.length === stages.length;
  return vegaLiteChart({
    padding: 4,
    spacing: 18,
    hconcat: [...(hasMeans ? [means(withMeans, labels)] : []), percentiles(stages, labels, !hasMeans)],
    resolve: { scale: { y: 'shared' }, legend: { color: 'independent', shape: 'independent' } },
  });
}
