import type { Measurements } from '../analysis/results.js';
import { noData } from './no-data.js';
import { vegaLiteChart, type ChartSpec } from './spec.js';
import { CHART_WIDTH, COLOR } from './theme.js';

const SERIES = { sent: 'sent', acked: 'acknowledged', committed: 'committed' } as const;

/** Events per second: sent as an area, which the lines of those acknowledged and committed should follow. */
export function throughput(seconds: Measurements['throughput']): ChartSpec {
  if (seconds.length === 0) return noData('no event was sent');
  const last = Math.max(...seconds.map(({ second }) => second));
  // The last second gets an end, since steps are drawn from point to point.
  const closed = [
    ...seconds,
    ...seconds.filter(({ second }) => second === last).map((end) => ({ ...end, second: last + 1 })),
  ];
  const values = closed.flatMap((entry) =>
    (['sent', 'acked', 'committed'] as const).map((key) => ({
      second: entry.second,
      series: SERIES[key],
      events: entry[key],
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
        axis: { title: 'Events per second', tickCount: 5, tickMinStep: 1, domain: false, ticks: false },
      },
      color: {
        field: 'series',
        type: 'nominal',
        scale: { domain: Object.values(SERIES), range: [COLOR.sky, COLOR.blue, COLOR.orange] },
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
