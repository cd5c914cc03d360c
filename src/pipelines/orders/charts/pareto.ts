import type { Analysis } from '../analysis/results.js';
import { CURRENCY } from '../data/catalogue.js';
import { noData } from '../../../charts/no-data.js';
import { vegaLiteChart, type ChartSpec } from '../../../charts/spec.js';
import { CHART_WIDTH, COLOR } from '../../../charts/theme.js';

/** The share that, by Pareto's rule of thumb, a fifth of the items brings in. */
const VITAL_SHARE = 0.8;

/** Items by falling revenue as bars, their cumulative share as a line, and where it passes 80%. */
export function pareto(items: Analysis['pareto']): ChartSpec {
  if (items.length === 0) return noData('no item was sold');
  const values = items.map((entry) => ({
    ...entry,
    part: entry.cumulative_share - entry.share < VITAL_SHARE ? 'needed for 80%' : 'the rest',
  }));
  return vegaLiteChart({
    width: CHART_WIDTH,
    height: 320,
    autosize: { type: 'fit', contains: 'padding' },
    padding: 4,
    data: { values },
    encoding: {
      x: {
        field: 'item',
        type: 'nominal',
        sort: items.map(({ item }) => item),
        axis: { title: 'Item', labelAngle: 0, ticks: false },
      },
    },
    layer: [
      {
        mark: { type: 'bar', width: { band: 0.72 } },
        encoding: {
          y: {
            field: 'revenue',
            type: 'quantitative',
            axis: { title: `Revenue (${CURRENCY})`, tickCount: 5, domain: false, ticks: false },
          },
          color: {
            field: 'part',
            type: 'nominal',
            scale: { domain: ['needed for 80%', 'the rest'], range: [COLOR.sky, COLOR.pale] },
            legend: { title: null, orient: 'top', symbolType: 'square', symbolStrokeWidth: 0, offset: 10 },
          },
        },
      },
      {
        layer: [
          {
            data: { values: [{ share: VITAL_SHARE }] },
            mark: { type: 'rule', stroke: COLOR.ink, strokeDash: [5, 4], strokeWidth: 1 },
            encoding: {
              x: { value: 0 },
              x2: { value: 'width' },
              y: { field: 'share', type: 'quantitative' },
            },
          },
          {
            mark: { type: 'line', stroke: COLOR.orange, strokeWidth: 2, point: false },
            encoding: { y: { field: 'cumulative_share', type: 'quantitative' } },
          },
          {
            mark: {
              type: 'point',
              filled: true,
              fill: COLOR.orange,
              stroke: COLOR.paper,
              strokeWidth: 1,
              size: 50,
              opacity: 1,
            },
            encoding: { y: { field: 'cumulative_share', type: 'quantitative' } },
          },
          {
            mark: { type: 'text', dx: -12, dy: -11, fontSize: 10.5, fill: COLOR.orangeText },
            encoding: {
              y: { field: 'cumulative_share', type: 'quantitative' },
              text: { field: 'cumulative_share', type: 'quantitative', format: '.1%' },
            },
          },
        ],
        encoding: {
          y: {
            type: 'quantitative',
            scale: { domain: [0, 1.06], nice: false },
            axis: {
              title: 'Cumulative share of revenue',
              titleColor: COLOR.orangeText,
              orient: 'right',
              format: '.0%',
              values: [0, 0.2, 0.4, 0.6, 0.8, 1],
              grid: false,
              domain: false,
              ticks: false,
            },
          },
        },
      },
    ],
    resolve: { scale: { y: 'independent' } },
  });
}
