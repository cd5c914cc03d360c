import type { Analysis } from '../analysis/results.js';
import { CURRENCY } from '../data/catalogue.js';
import { noData } from '../../../charts/no-data.js';
import { vegaLiteChart, type ChartSpec } from '../../../charts/spec.js';
import { CHART_WIDTH, COLOR, SEQUENTIAL } from '../../../charts/theme.js';

/** Revenue of each hour of the week as shaded cells. */
export function weekdayHourHeatmap(cells: Analysis['weekday_hour']): ChartSpec {
  if (cells.every(({ orders }) => orders === 0)) return noData('no order was sold at any hour');
  return vegaLiteChart({
    width: CHART_WIDTH,
    height: 240,
    autosize: { type: 'fit', contains: 'padding' },
    padding: 4,
    data: { values: [...cells] },
    mark: { type: 'rect', stroke: COLOR.paper, strokeWidth: 1.2 },
    encoding: {
      x: {
        field: 'hour_of_day',
        type: 'ordinal',
        axis: {
          title: 'Hour of purchase (UTC)',
          labelAngle: 0,
          labelExpr: "format(datum.value, '02d')",
          domain: false,
          ticks: false,
        },
      },
      y: {
        field: 'weekday_name',
        type: 'ordinal',
        sort: { field: 'weekday_num' },
        axis: { title: null, domain: false, ticks: false },
      },
      color: {
        field: 'revenue',
        type: 'quantitative',
        scale: { range: [...SEQUENTIAL], domainMin: 0, nice: true },
        legend: { title: ['Revenue', `(${CURRENCY})`], gradientLength: 150, gradientThickness: 10 },
      },
    },
  });
}
