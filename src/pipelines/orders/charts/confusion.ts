import type { Analysis } from '../analysis/results.js';
import { noData } from '../../../charts/no-data.js';
import { vegaLiteChart, type ChartSpec } from '../../../charts/spec.js';
import { readable } from '../../../charts/text.js';
import { CHART_WIDTH, COLOR } from '../../../charts/theme.js';

/** Injected fault types against those that the found reasons point to: correct on the diagonal, wrong beside it. */
export function confusion({ confusion: rows }: Analysis['truth']): ChartSpec {
  const values = rows.flatMap(({ injected, taken_for: cells }) =>
    cells.map(({ mode, rows: count }) => ({
      injected: readable(injected),
      taken: readable(mode),
      count,
      right: mode === injected,
    })),
  );
  if (values.every(({ count }) => count === 0)) return noData('no event was written');
  const order = (rows[0]?.taken_for ?? []).map(({ mode }) => readable(mode));
  return vegaLiteChart({
    width: CHART_WIDTH,
    height: 120 + 23 * rows.length,
    autosize: { type: 'fit', contains: 'padding' },
    padding: 4,
    data: { values },
    encoding: {
      x: {
        field: 'taken',
        type: 'nominal',
        sort: order,
        axis: {
          title: 'Predicted',
          labelAngle: -35,
          labelLimit: 120,
          domain: false,
          ticks: false,
        },
      },
      y: {
        field: 'injected',
        type: 'nominal',
        sort: order,
        axis: { title: 'Injected', domain: false, ticks: false },
      },
    },
    layer: [
      {
        mark: { type: 'rect', stroke: COLOR.paper, strokeWidth: 1.5 },
        encoding: {
          color: {
            condition: [
              { test: 'datum.count === 0', value: COLOR.faint },
              { test: 'datum.right', value: COLOR.blue },
            ],
            value: COLOR.orange,
          },
        },
      },
      {
        transform: [{ filter: 'datum.count > 0' }],
        mark: { type: 'text', baseline: 'middle' },
        encoding: {
          text: { field: 'count', type: 'quantitative', format: ',' },
          color: { condition: { test: 'datum.right', value: COLOR.paper }, value: COLOR.ink },
        },
      },
    ],
  });
}
