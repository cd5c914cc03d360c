import type { Spec as VegaSpec } from 'vega';
import type { TopLevelSpec as VegaLiteSpec } from 'vega-lite';
import { CHART_CONFIG } from './theme.js';

/** A chart as plain data: it can be stored, compared, and pasted into the Vega editor. */
export type ChartSpec =
  | { readonly kind: 'vega'; readonly spec: VegaSpec }
  | { readonly kind: 'vega-lite'; readonly spec: VegaLiteSpec };

/** A chart of a pipeline's results. */
export interface Chart<R = unknown> {
  /** Name of the chart's files, and by which the report places it. */
  readonly id: string;
  readonly title: string;
  /** What is drawn and how, for readers who cannot see it. */
  readonly describes: string;
  spec(this: void, results: R): ChartSpec;
}

export function vegaChart(spec: VegaSpec): ChartSpec {
  return {
    kind: 'vega',
    spec: { $schema: 'https://vega.github.io/schema/vega/v6.json', config: CHART_CONFIG, ...spec },
  };
}

export function vegaLiteChart(spec: VegaLiteSpec): ChartSpec {
  const $schema = 'https://vega.github.io/schema/vega-lite/v6.json';
  return { kind: 'vega-lite', spec: { $schema, config: CHART_CONFIG, ...spec } };
}
