import type { Analysis } from '../analysis/results.js';
import { CURRENCY } from '../data/catalogue.js';
import { noData } from '../../../charts/no-data.js';
import { vegaLiteChart, type ChartSpec } from '../../../charts/spec.js';
import { COLOR } from '../../../charts/theme.js';
import { readable } from '../../../charts/text.js';

const NOTE =
  'Box: quartiles and median. Whiskers: values within 1.5 box lengths (Tukey). Diamond: mean. Circle: largest value beyond the whisker.';

/** The distribution of the order value as a box for each sales channel and payment method. */
export function orderValueBox(groups: Analysis['channel_payment']): ChartSpec {
  if (groups.length === 0) return noData('no order was sold by any channel');
  const values = groups.map((group) => ({
    ...group,
    sales_channel: readable(group.sales_channel),
    payment_method: readable(group.payment_method),
  }));
  const x = (field: string) => ({ field, type: 'quantitative' as const });
  return vegaLiteChart({
    padding: 4,
    data: { values },
    title: { text: NOTE, orient: 'bottom', anchor: 'start' },
    facet: {
      row: {
        field: 'sales_channel',
        type: 'nominal',
        sort: [...new Set(values.map((group) => group.sales_channel))],
        header: { title: null, labelAngle: 0, labelAlign: 'left', labelPadding: 8 },
      },
    },
    spacing: 10,
    spec: {
      width: 515,
      height: { step: 22 },
      encoding: {
        y: {
          field: 'payment_method',
          type: 'nominal',
          sort: [...new Set(values.map((group) => group.payment_method))],
          axis: { title: null, domain: false, ticks: false },
        },
      },
      layer: [
        {
          mark: { type: 'rule', stroke: COLOR.muted },
          encoding: {
            x: {
              ...x('whisker_low'),
              axis: { title: `Order value (${CURRENCY})`, domain: false, ticks: false },
            },
            x2: { field: 'whisker_high' },
          },
        },
        {
          mark: { type: 'tick', color: COLOR.muted, size: 8, thickness: 1, opacity: 1 },
          encoding: { x: x('whisker_low') },
        },
        {
          mark: { type: 'tick', color: COLOR.muted, size: 8, thickness: 1, opacity: 1 },
          encoding: { x: x('whisker_high') },
        },
        {
          mark: { type: 'bar', height: 13, fill: COLOR.sky, stroke: COLOR.blue, strokeWidth: 1 },
          encoding: { x: x('q1'), x2: { field: 'q3' } },
        },
        {
          mark: { type: 'tick', color: COLOR.blue, size: 13, thickness: 2.4, opacity: 1 },
          encoding: { x: x('median') },
        },
        {
          mark: {
            type: 'point',
            shape: 'diamond',
            filled: true,
            fill: COLOR.orange,
            stroke: COLOR.paper,
            strokeWidth: 0.8,
            size: 46,
            opacity: 1,
          },
          encoding: { x: x('mean') },
        },
        {
          mark: { type: 'point', shape: 'circle', stroke: COLOR.muted, strokeWidth: 1, size: 18 },
          encoding: {
            x: x('max'),
            opacity: { condition: { test: 'datum.max > datum.whisker_high', value: 1 }, value: 0 },
          },
        },
      ],
    },
  });
}
