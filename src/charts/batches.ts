import { largestOf, smallestOf } from '../core/lists.js';
import type { Measurements } from '../runs/measurements.js';
import { noData } from './no-data.js';
import { vegaLiteChart, type ChartSpec } from './spec.js';
import { COLOR } from './theme.js';
import { binWidthSeconds, inBins } from './time-bins.js';

type Batches = Measurements['batches'];

const PANELS = [
  { field: 'rows', title: 'Rows', color: COLOR.blue },
  { field: 'duration_ms', title: 'Duration (ms)', color: COLOR.orange },
] as const;
const PANEL_SIZE = { width: 572, height: 110 };

/** More than these would run into each other as points. */
const MOST_POINTS = 200;

type Field = (typeof PANELS)[number]['field'];

/** Each batch as a point. */
function points(batches: Batches, field: Field, color: string) {
  return {
    data: { values: batches.map((batch) => ({ second: batch.second, middle: batch[field] })) },
    layer: [
      { mark: { type: 'line' as const, stroke: color, strokeWidth: 0.8, opacity: 0.5 } },
      { mark: { type: 'point' as const, filled: true, fill: color, size: 16, opacity: 1 } },
    ],
  };
}

/** The batches of every few seconds as their median, in a band from the smallest to the largest. */
function band(batches: Batches, field: Field, color: string, widthSeconds: number) {
  const values = inBins(batches, widthSeconds).map(({ start, entries }) => {
    const sorted = entries.map((batch) => batch[field]).sort((a, b) => a - b);
    return {
      second: start + widthSeconds / 2,
      low: sorted[0],
      middle: sorted[Math.floor((sorted.length - 1) / 2)],
      high: sorted.at(-1),
    };
  });
  return {
    data: { values },
    layer: [
      {
        mark: { type: 'area' as const, fill: color, opacity: 0.25 },
        encoding: { y: { field: 'low' }, y2: { field: 'high' } },
      },
      { mark: { type: 'line' as const, stroke: color, strokeWidth: 1.6 } },
    ],
  };
}

/** Micro-batches over time: rows in the upper panel, duration in the lower one. */
export function batches(committed: Batches): ChartSpec {
  if (committed.length === 0) return noData('no micro-batch had rows');
  const times = committed.map(({ second }) => second);
  const widthSeconds = binWidthSeconds(largestOf(times) - smallestOf(times));
  const areMany = committed.length > MOST_POINTS;
  return vegaLiteChart({
    padding: 4,
    ...(areMany && {
      title: {
        text: `Line: median of ${widthSeconds} s. Band: from the smallest to the largest.`,
        orient: 'bottom',
        anchor: 'start',
      },
    }),
    spacing: 14,
    vconcat: PANELS.map(({ field, title, color }, i) => ({
      ...PANEL_SIZE,
      ...(areMany ? band(committed, field, color, widthSeconds) : points(committed, field, color)),
      encoding: {
        x: {
          field: 'second',
          type: 'quantitative',
          scale: { zero: true, nice: false, padding: 4 },
          axis: {
            title: i === 0 ? null : 'Time of the commit since the first event (s)',
            labels: i !== 0,
            grid: false,
            tickCount: 10,
          },
        },
        y: {
          field: 'middle',
          type: 'quantitative',
          axis: { title, tickCount: 4, tickMinStep: 1, minExtent: 36, domain: false, ticks: false },
        },
      },
    })),
    resolve: { scale: { x: 'shared' } },
  });
}
