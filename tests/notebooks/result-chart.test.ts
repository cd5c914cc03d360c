import { expect, it } from 'vitest';
import { z } from 'zod';
import { vegaLiteChart } from '../../src/charts/spec.js';
import { chartNamesOf, resultChartOf } from '../../src/notebooks/result-chart.js';

const results = z.strictObject({ rides: z.array(z.int()), fares: z.array(z.number()) });

const chart = (id: keyof z.infer<typeof results>) => ({
  id,
  title: id,
  describes: `Bars of the ${id}.`,
  spec: (of: z.infer<typeof results>) => vegaLiteChart({ data: { values: of[id] }, mark: 'bar' }),
});
const taxi = { results, charts: [chart('rides'), chart('fares')] };
const RESULTS = { rides: [3, 5], fares: [1.5] };

it('draws the chart of that name from the results', () => {
  expect(chartNamesOf(taxi)).toEqual(['rides', 'fares']);
  expect(resultChartOf(taxi, 'fares', RESULTS).spec).toMatchObject({ data: { values: [1.5] } });
});

it('names the charts there are', () => {
  expect(() => resultChartOf(taxi, 'fare', RESULTS)).toThrow(
    'There is no chart "fare". Did you mean "fares"? There are rides, fares',
  );
});

it('tells results from a run by what the pipeline’s results have', () => {
  expect(() => resultChartOf(taxi, 'rides', { results: RESULTS } as never)).toThrow(
    'resultChart: results is an object: must be the results of a run, as in run.results',
  );
});
