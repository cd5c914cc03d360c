import { batches } from '../../../charts/batches.js';
import { confusion } from './confusion.js';
import { invalidReasons } from './invalid-reasons.js';
import { itemWeekday3d } from './item-weekday-3d.js';
import { latencyStages } from '../../../charts/latency-stages.js';
import { latencyPercentiles } from '../../../charts/latency-percentiles.js';
import { orderValueBox } from './order-value-box.js';
import { pareto } from './pareto.js';
import type { Results } from '../analysis/results.js';
import type { Chart } from '../../../charts/spec.js';
import { throughput } from '../../../charts/throughput.js';
import { weekdayHourHeatmap } from './weekday-hour-heatmap.js';

/** Every chart that can be drawn from a run's results. */
export const CHARTS: readonly Chart<Results>[] = [
  {
    id: 'item-weekday-3d',
    title: 'Quantity sold by item and weekday',
    describes:
      'Three-dimensional bars: pieces sold of each item on each weekday, coloured by the revenue that they brought in.',
    spec: ({ analysis }) => itemWeekday3d(analysis.item_weekday),
  },
  {
    id: 'weekday-hour-heatmap',
    title: 'Revenue by weekday and hour',
    describes: 'Heatmap: a cell for each hour of each weekday, darker the more revenue it brought in.',
    spec: ({ analysis }) => weekdayHourHeatmap(analysis.weekday_hour),
  },
  {
    id: 'pareto',
    title: 'Revenue by item with its cumulative share',
    describes:
      'Pareto chart: bars of revenue by item from the largest down, a line of their cumulative share, and a dashed line at 80%.',
    spec: ({ analysis }) => pareto(analysis.pareto),
  },
  {
    id: 'order-value-box',
    title: 'Order value by sales channel and payment method',
    describes:
      'Box plots: quartiles, median, mean and Tukey whiskers of the order value for each sales channel and payment method.',
    spec: ({ analysis }) => orderValueBox(analysis.channel_payment),
  },
  {
    id: 'latency-percentiles',
    title: 'Latency at each percentile',
    describes:
      'Lines of latency over percentiles, with more room the closer these come to 100: from sending to the acknowledgement, to the tracker and to the committed file.',
    spec: ({ measurements }) => latencyPercentiles(measurements.latency_curves),
  },
  {
    id: 'latency-stages',
    title: 'Latency by stages',
    describes:
      'Mean latency as bars end to end: late sending, to the broker, waiting for a micro-batch, and the batch, with the mean of the whole below. Beside it the 50th, 95th and 99th percentile of each stage by itself.',
    spec: ({ measurements }) => latencyStages(measurements.latency_stages),
  },
  {
    id: 'throughput',
    title: 'Events per second',
    describes: 'Events sent, acknowledged and committed in each second of the run.',
    spec: ({ measurements }) => throughput(measurements.throughput),
  },
  {
    id: 'batches',
    title: 'Micro-batches over time',
    describes: 'Two panels over the time of the commit: rows in each micro-batch, and how long it took.',
    spec: ({ measurements }) => batches(measurements.batches),
  },
  {
    id: 'invalid-reasons',
    title: 'Injected fault types and reasons found',
    describes:
      'Matrix: for each injected fault type, how many of its orders were classified as invalid for each reason.',
    spec: ({ analysis }) => invalidReasons(analysis.quality),
  },
  {
    id: 'confusion',
    title: 'Injected and predicted fault types',
    describes:
      'Confusion matrix: rows are the injected fault types, columns the predicted ones; counts on the diagonal are correct.',
    spec: ({ analysis }) => confusion(analysis.truth),
  },
];
