import { z } from 'zod';
import { noData } from '../../charts/no-data.js';
import { type ChartSpec, vegaLiteChart } from '../../charts/spec.js';
import { CHART_WIDTH, COLOR } from '../../charts/theme.js';
import { checkArguments } from '../../core/arguments.js';
import { describeLatencies } from '../latencies.js';

/** How often each latency occurs, with the mean and the percentiles that people quote. */
export function latencyHistogramChart(latenciesMs: readonly number[]): ChartSpec {
  checkArguments('latencyHistogramChart', { latenciesMs: z.array(z.number()) }, latenciesMs);
  if (latenciesMs.length === 0) return noData('no event was committed');
  const { mean, p50, p95, p99 } = describeLatencies(latenciesMs);
  const marks = [
    { name: 'median', ms: p50 },
    { name: 'mean', ms: mean },
    { name: 'p95', ms: p95 },
    { name: 'p99', ms: p99 },
  ];
  return vegaLiteChart({
    width: CHART_WIDTH - 80,
    height: 220,
    layer: [
      {
        data: { values: latenciesMs.map((ms) => ({ ms: Math.round(ms) })) },
        mark: { type: 'bar', color: COLOR.sky, tooltip: true },
        encoding: {
          x: {
            field: 'ms',
            type: 'quantitative',
            bin: { maxbins: 60 },
            axis: { title: 'From sending to the committed file (ms)', grid: false, tickCount: 10 },
          },
          y: {
            aggregate: 'count',
            type: 'quantitative',
            axis: { title: 'Events', domain: false, ticks: false },
          },
        },
      },
      {
        data: { values: marks },
        mark: { type: 'rule', strokeWidth: 1.8 },
        encoding: {
          x: { field: 'ms', type: 'quantitative' },
          color: {
            field: 'name',
            type: 'nominal',
            scale: {
              domain: marks.map(({ name }) => name),
              range: [COLOR.blue, COLOR.orange, COLOR.teal, COLOR.ink],
            },
            legend: { title: null, orient: 'top', symbolType: 'stroke' },
          },
        },
      },
    ],
  });
}
