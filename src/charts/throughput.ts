import type { Measurements } from '../runs/measurements.js';
import { noData } from './no-data.js';
import { vegaLiteChart, type ChartSpec } from './spec.js';
import { CHART_WIDTH, COLOR } from './theme.js';
import { binWidthSeconds, inBins } from './time-bins.js';

const SERIES = [
  { key: 'sent', label: 'sent', color: COLOR.sky },
  { key: 'acked', label: 'acknowledged', color: COLOR.blue },
  { key: 'committed', label: 'committed', color: COLOR.orange },
] as const;

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Events per second: sent as an area, which the lines of those acknowledged and committed should follow. */
export function throughput(seconds: Measurements['throughput']): ChartSpec {
  if (seconds.length === 0) return noData('no event was sent');
  const widthSeconds = binWidthSeconds(seconds.length);
  const bins = inBins(seconds, widthSeconds);
  // The last step gets an end, since steps are drawn from point to point.
  const closed = [...bins, ...bins.slice(-1).map((bin) => ({ ...bin, start: bin.start + widthSeconds }))];
  const values = SERIES.flatMap(({ key, label }) =>
    closed.map(({ start, entries }) => ({
      second: start,
      series: label,
      events: mean(entries.map((entry) => entry[key])),
    })),
  );
  return vegaLiteChart({
    width: CHART_WIDTH,
    height: 260,
    autosize: { type: 'fit', contains: 'padding' },
    padding: 4,
    data: { values },
    encoding: {
      x: {
        field: 'second',
        type: 'quantitative',
        scale: { nice: false },
        axis: { title: 'Time since the first event (s)', grid: false, tickCount: 10, tickMinStep: 1 },
      },
      y: {
        field: 'events',
        type: 'quantitative',
        axis: {
          title: widthSeconds === 1 ? 'Events per second' : `Events per second, mean of ${widthSeconds} s`,
          tickCount: 5,
          tickMinStep: 1,
          domain: false,
          ticks: false,
        },
      },
      color: {
        field: 'series',
        type: 'nominal',
        scale: { domain: SERIES.map(({ label }) => label), range: SERIES.map(({ color }) => color) },
        legend: { title: null, orient: 'top', symbolType: 'square', symbolStrokeWidth: 0 },
      },
    },
    layer: [
      {
        transform: [{ filter: "datum.series === 'sent'" }],
        mark: { type: 'area', interpolate: 'step-after', opacity: 1 },
      },
      {
        transform: [{ filter: "datum.series !== 'sent'" }],
        mark: { type: 'line', interpolate: 'step-after', strokeWidth: 1.6 },
      },
    ],
  });
}
