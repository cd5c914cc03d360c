import type { Analysis } from '../analysis/results.js';
import { noData } from '../../../charts/no-data.js';
import { vegaLiteChart, type ChartSpec } from '../../../charts/spec.js';
import { readable } from '../../../charts/text.js';
import { CHART_WIDTH, COLOR, SEQUENTIAL } from '../../../charts/theme.js';

/** Injected fault types against the reasons found: counts, shaded by their share of the type's orders. */
export function invalidReasons({
  invalid_rows: invalidRows,
  modes,
  reasons,
}: Analysis['quality']): ChartSpec {
  if (invalidRows === 0) return noData('no invalid order was written');
  const rowLabel = (mode: string, rows: number) => `${readable(mode)} (${rows.toLocaleString('en-GB')})`;
  const values = modes.flatMap(({ mode, rows, reasons: found }) =>
    reasons.map(({ reason }) => {
      const count = found.find((entry) => entry.reason === reason)?.rows ?? 0;
      return {
        mode: rowLabel(mode, rows),
        reason: readable(reason),
        count,
        share: rows === 0 ? 0 : count / rows,
      };
    }),
  );
  return vegaLiteChart({
    width: CHART_WIDTH,
    height: 120 + 23 * modes.length,
    autosize: { type: 'fit', contains: 'padding' },
    padding: 4,
    data: { values },
    encoding: {
      x: {
        field: 'reason',
        type: 'nominal',
        sort: reasons.map(({ reason }) => readable(reason)),
        axis: {
          title: 'Reason found',
          labelAngle: -35,
          labelLimit: 120,
          domain: false,
          ticks: false,
        },
      },
      y: {
        field: 'mode',
        type: 'nominal',
        sort: modes.map(({ mode, rows }) => rowLabel(mode, rows)),
        axis: { title: 'Injected fault type (orders)', domain: false, ticks: false },
      },
    },
    layer: [
      {
        mark: { type: 'rect', stroke: COLOR.paper, strokeWidth: 1.5 },
        encoding: {
          color: {
            condition: { test: 'datum.count === 0', value: COLOR.faint },
            field: 'share',
            type: 'quantitative',
            scale: { domain: [0, 1], range: [...SEQUENTIAL] },
            legend: {
              title: "Share of the type's orders",
              orient: 'top',
              titleOrient: 'left',
              titlePadding: 12,
              format: '.0%',
              values: [0, 0.5, 1],
              gradientLength: 110,
              gradientThickness: 10,
            },
          },
        },
      },
      {
        transform: [{ filter: 'datum.count > 0' }],
        mark: { type: 'text', baseline: 'middle' },
        encoding: {
          text: { field: 'count', type: 'quantitative', format: ',' },
          color: { condition: { test: 'datum.share > 0.5', value: COLOR.paper }, value: COLOR.ink },
        },
      },
    ],
  });
}
