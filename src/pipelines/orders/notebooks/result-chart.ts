import type { ChartSpec } from '../../../charts/spec.js';
import { chartNamesOf, resultChartOf } from '../../../notebooks/result-chart.js';
import type { Results } from '../analysis/results.js';
import { orders } from '../pipeline.js';

/** Names of the charts that are drawn from a run's results. */
export const chartNames = (): readonly string[] => chartNamesOf(orders);

/**
 * One of the report's charts, of any run.
 *
 * @throws StreambookError UNKNOWN_CHART with the names there are.
 */
export const resultChart = (name: string, results: Results): ChartSpec =>
  resultChartOf(orders, name, results);
