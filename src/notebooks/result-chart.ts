import { z } from 'zod';
import type { Chart, ChartSpec } from '../charts/spec.js';
import { checkArguments, objectWith } from '../core/arguments.js';
import { StreambookError } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';

/** The part of a pipeline that draws. */
interface Drawing<R> {
  readonly charts: readonly Chart<R>[];
  readonly results: z.ZodType<R>;
}

/** Names of the charts that a pipeline draws from a run's results. */
export const chartNamesOf = ({ charts }: Pick<Drawing<never>, 'charts'>): readonly string[] =>
  charts.map(({ id }) => id);

/** Results are recognized by what they have; they were checked when the run was read. */
const resultsLike = (schema: z.ZodType): z.ZodType =>
  objectWith(
    'the results of a run, as in run.results',
    ...(schema instanceof z.ZodObject ? Object.keys(schema.shape) : []),
  );

/**
 * One of the charts of a pipeline's reports, of any run.
 *
 * @throws StreambookError UNKNOWN_CHART with the names there are.
 */
export function resultChartOf<R>(pipeline: Drawing<R>, name: string, results: R): ChartSpec {
  const parameters = { name: z.string(), results: resultsLike(pipeline.results) };
  checkArguments('resultChart', parameters, name, results);
  const chart = pipeline.charts.find(({ id }) => id === name);
  if (chart !== undefined) return chart.spec(results);
  const names = chartNamesOf(pipeline);
  throw new StreambookError(
    'UNKNOWN_CHART',
    `There is no chart "${name}".${didYouMean(name, names)} There are ${names.join(', ')}`,
  );
}
