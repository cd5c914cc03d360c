import { vegaChart, type ChartSpec } from './spec.js';
import { CHART_WIDTH, COLOR } from './theme.js';

/** What stands in a chart's place when there is nothing to draw: an axis frame without values would look like zeros. */
export function noData(what: string): ChartSpec {
  const height = 120;
  return vegaChart({
    width: CHART_WIDTH,
    height,
    padding: 0,
    marks: [
      {
        type: 'rect',
        encode: {
          enter: {
            x: { value: 1 },
            y: { value: 1 },
            width: { value: CHART_WIDTH - 2 },
            height: { value: height - 2 },
            fill: { value: COLOR.paper },
            stroke: { value: COLOR.line },
            strokeDash: { value: [4, 4] },
            cornerRadius: { value: 4 },
          },
        },
      },
      {
        type: 'text',
        encode: {
          enter: {
            x: { value: CHART_WIDTH / 2 },
            y: { value: height / 2 },
            align: { value: 'center' },
            baseline: { value: 'middle' },
            fill: { value: COLOR.muted },
            fontSize: { value: 12 },
            text: { value: `No data: ${what}.` },
          },
        },
      },
    ],
  });
}
