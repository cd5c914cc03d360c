import { expect, it } from 'vitest';
import { noData } from '../../../src/charts/no-data.js';
import { chartBundle, isChart } from '../../../src/notebooks/display/charts.js';

it('a chart is shown as a specification that JupyterLab draws, and as SVG', async () => {
  const chart = noData('nothing was sent');
  expect(isChart(chart)).toBe(true);
  const bundle = await chartBundle(chart);
  expect(Object.keys(bundle)).toEqual(['application/vnd.vega.v5+json', 'image/svg+xml', 'text/plain']);
  expect(bundle['application/vnd.vega.v5+json']).toMatchObject({
    $schema: 'https://vega.github.io/schema/vega/v5.json',
  });
  expect(bundle['image/svg+xml']).toMatch(/^<svg[^]*nothing was sent[^]*<\/svg>$/);
});
