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
const DASHES: readonly (readonly number[])[] = [
  [1, 0],
  [7, 4],
  [2, 3],
  [10, 3, 2, 3],
  [5, 2],
  [1, 2],
];
/** Where colours begin again, dashes do not: no two of the first 36 lines look alike. */
const dashOf = (line: number) => DASHES[(line + Math.floor(line / COLORS.length)) % DASHES.length] ?? [];

/** About the width of a letter of the legend, and of a symbol with the room around it, in pixels. */
const LETTER_PX = 5.5;
const SYMBOL_PX = 45;
const LEGEND_ROW_PX = 16;

/** So many names of lines stand side by side without being cut. */
function legendColumns(names: readonly string[]): number {
  const widestPx = SYMBOL_PX + LETTER_PX * Math.max(...names.map((name) => name.length));
  return Math.max(1, Math.floor(CHART_WIDTH / widestPx));
}

/** Values so far apart are set out by their ratios. */
const WIDE_RANGE = 20;

const isWide = (values: readonly number[]) =>
  Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) >= WIDE_RANGE;

/** Medians as lines over a setting, with their intervals as bars. */
export function sweepCurves({ xTitle, yTitle, points }: CurveOptions): ChartSpec {
  if (points.length === 0) return noData('no run measured it');
  const series = [...new Set(points.map((point) => point.series))];
  const columns = legendColumns(series);
  const xs = [...new Set(points.map(({ x }) => x))].sort((a, b) => a - b);
  const scaleOf = (values: readonly number[]) =>
    isWide(values) ? { type: 'log' as const, nice: true } : { zero: true, nice: true };
  return vegaLiteChart({
    width: CHART_WIDTH,
    height: 234 + LEGEND_ROW_PX * Math.ceil(series.length / columns),
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
        legend: {
          title: null,
          orient: 'top',
          columns,
          labelLimit: 0,
          symbolType: 'stroke',
          symbolSize: 700,
          // As strong as the lines, not as the intervals, from which Vega-Lite would take it.
          symbolStrokeWidth: 2,
          symbolOpacity: 1,
        },
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
            scale: { domain: series, range: series.map((_, line) => [...dashOf(line)]) },
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
