import type { Measurements } from '../runs/measurements.js';
import { noData } from './no-data.js';
import { vegaLiteChart, type ChartSpec } from './spec.js';
import { CHART_WIDTH, COLOR } from './theme.js';

type Curves = Measurements['latency_curves'];

const SOLID = [1, 0];

/** What is measured from sending an event, slowest first. The last is dashed, as it may run upon the one before. */
const CURVES = [
  { name: 'committed file', label: 'committed file', color: COLOR.blue, shape: 'circle', dash: SOLID },
  { name: 'tracker', label: 'tracker', color: COLOR.orange, shape: 'square', dash: SOLID },
  { name: 'ack', label: 'acknowledgement', color: COLOR.teal, shape: 'diamond', dash: [5, 3] },
] satisfies readonly {
  readonly name: Curves[number]['name'];
  readonly label: string;
  readonly color: string;
  readonly shape: string;
  readonly dash: readonly number[];
}[];

const MEDIAN = 50;
const MARKED = [MEDIAN, 75, 90, 95, 99, 99.9, 99.99, 99.999];

/**
 * As in HdrHistogram's plots, each further nine of a percentile takes the same width. The largest value, which would
 * lie at infinity, is put half a nine beyond the last.
 */
function position(percentile: number, last: number): number {
  return percentile >= 100 ? nines(last) + 0.5 : nines(percentile);
}

const nines = (percentile: number) => -Math.log10(1 - percentile / 100);

/** 1, 2 and 5 times the powers of ten, from the last below all values to the first above. */
function levelsAround(values: readonly number[]): number[] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const levels = Array.from({ length: 12 }, (_, i) => i - 3).flatMap((power) => [
    10 ** power,
    2 * 10 ** power,
    5 * 10 ** power,
  ]);
  const first = levels.findLastIndex((level) => level <= least);
  const last = levels.findIndex((level) => level >= most && level > least);
  return levels.slice(Math.max(first, 0), last + 1);
}

/** Latency from the median up, a line for each curve; both axes logarithmic, since tails are what matters. */
export function latencyPercentiles(curves: Curves): ChartSpec {
  const drawn = CURVES.map((look) => ({
    ...look,
    points: curves
      .filter(({ name }) => name === look.name)
      .flatMap(({ points }) => points.filter(({ percentile }) => percentile >= MEDIAN)),
  })).filter(({ points }) => points.length > 0);
  if (drawn.length === 0) return noData('no latency was measured after the ramp-up');
  const percentiles = drawn.flatMap(({ points }) => points.map(({ percentile }) => percentile));
  const last = Math.max(MEDIAN, ...percentiles.filter((percentile) => percentile < 100));
  const values = drawn.flatMap(({ label, points }) =>
    // A logarithmic axis has no zero; a hundredth of a millisecond is below what is measured.
    points.map(({ percentile, ms }) => ({ label, x: position(percentile, last), ms: Math.max(ms, 0.01) })),
  );
  const ticks = [...MARKED.filter((percentile) => percentile <= last), 100].map((percentile) => ({
    x: position(percentile, last),
    label: percentile === 100 ? 'max' : `${percentile}`,
  }));
  const levels = levelsAround(values.map(({ ms }) => ms));
  return vegaLiteChart({
    width: CHART_WIDTH,
    height: 300,
    autosize: { type: 'fit', contains: 'padding' },
    padding: 4,
    data: { values },
    mark: { type: 'line', strokeWidth: 2, point: { filled: true, strokeWidth: 0, size: 50, opacity: 1 } },
    encoding: {
      x: {
        field: 'x',
        type: 'quantitative',
        scale: { domain: [position(MEDIAN, last), position(100, last)], padding: 12 },
        axis: {
          title: 'Percentile of events (%)',
          values: ticks.map((tick) => tick.x),
          labelExpr: ticks.reduceRight(
            (otherwise, { x, label }) => `abs(datum.value - ${x}) < 1e-6 ? '${label}' : ${otherwise}`,
            "''",
          ),
        },
      },
      y: {
        field: 'ms',
        type: 'quantitative',
        scale: { type: 'log', domain: [levels.at(0) ?? 1, levels.at(-1) ?? 1], nice: false },
        axis: {
          title: 'Latency (ms, logarithmic)',
          values: levels,
          format: ',~r',
          labelOverlap: true,
          domain: false,
          ticks: false,
        },
      },
      color: {
        field: 'label',
        type: 'nominal',
        scale: { domain: drawn.map(({ label }) => label), range: drawn.map(({ color }) => color) },
        legend: {
          title: 'From sending to',
          orient: 'top',
          titleOrient: 'left',
          titlePadding: 12,
          symbolStrokeWidth: 0,
        },
      },
      shape: {
        field: 'label',
        type: 'nominal',
        scale: { domain: drawn.map(({ label }) => label), range: drawn.map(({ shape }) => shape) },
      },
      strokeDash: {
        field: 'label',
        type: 'nominal',
        scale: { domain: drawn.map(({ label }) => label), range: drawn.map(({ dash }) => dash) },
      },
    },
  });
}
