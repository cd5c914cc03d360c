import { noData } from './no-data.js';
import { vegaLiteChart, type ChartSpec } from './spec.js';
import { CHART_WIDTH, COLOR } from './theme.js';

/** A measured point of a curve: a median with its interval. */
export interface CurvePoint {
  readonly x: number;
  /** Which line it belongs to. */
  readonly series: string;
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export interface CurveOptions {
  readonly xTitle: string;
  readonly yTitle: string;
  readonly points: readonly CurvePoint[];
}

const COLORS = [COLOR.blue, COLOR.orange, COLOR.teal, COLOR.muted, COLOR.orangeText, COLOR.ink];
/** Lines that lie on one another show between each other's dashes; all differ on grey paper too. */
const DASHES = [
  [1, 0],
  [7, 4],
  [2, 3],
  [10, 3, 2, 3],
  [5, 2],
  [1, 2],
];
/** Values so far apart are set out by their ratios. */
const WIDE_RANGE = 20;

const isWide = (values: readonly number[]) =>
  Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) >= WIDE_RANGE;

/** Medians as lines over a setting, with their intervals as bars. */
export function matrixCurves({ xTitle, yTitle, points }: CurveOptions): ChartSpec {
  if (points.length === 0) return noData('no run measured it');
  const series = [...new Set(points.map((point) => point.series))];
  const xs = [...new Set(points.map(({ x }) => x))].sort((a, b) => a - b);
  const scaleOf = (values: readonly number[]) =>
    isWide(values) ? { type: 'log' as const, nice: true } : { zero: true, nice: true };
  return vegaLiteChart({
    width: CHART_WIDTH,
    height: 250,
    autosize: { type: 'fit', contains: 'padding' },
    padding: 4,
    data: { values: [...points] },
    encoding: {
      x: {
        field: 'x',
        type: 'quantitative',
        scale: { ...scaleOf(xs), nice: false, padding: 14 },
        axis: { title: xTitle, values: xs, grid: false, format: ',~r', labelOverlap: true },
      },
      color: {
        field: 'series',
        type: 'nominal',
        scale: { domain: series, range: COLORS },
        // As strong as the lines, not as the intervals, from which Vega-Lite would take it.
        legend: { title: null, orient: 'top', symbolStrokeWidth: 0, symbolType: 'circle', symbolOpacity: 1 },
      },
    },
    layer: [
      {
        mark: { type: 'rule', strokeWidth: 1.4, opacity: 0.6 },
        encoding: { y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } },
      },
      {
        mark: {
          type: 'line',
          strokeWidth: 2,
          point: { filled: true, strokeWidth: 0, size: 45, opacity: 1 },
        },
        encoding: {
          strokeDash: {
            field: 'series',
            scale: { domain: series, range: DASHES },
          },
          y: {
            field: 'median',
            type: 'quantitative',
            scale: scaleOf(points.map(({ median }) => median)),
            axis: { title: yTitle, tickCount: 5, format: ',~r', domain: false, ticks: false },
          },
        },
      },
    ],
  });
}
