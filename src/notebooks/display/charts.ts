import { renderSvg } from '../../charts/render.js';
import type { ChartSpec } from '../../charts/spec.js';
import type { Bundle } from './kernel.js';

/** JupyterLab 4 draws Vega and Vega-Lite of major version 5, which read the same specifications as version 6. */
const MIME = {
  vega: 'application/vnd.vega.v5+json',
  'vega-lite': 'application/vnd.vegalite.v5+json',
} as const;

const $SCHEMA = {
  vega: 'https://vega.github.io/schema/vega/v5.json',
  'vega-lite': 'https://vega.github.io/schema/vega-lite/v5.json',
} as const;

export function isChart(value: unknown): value is ChartSpec {
  return (
    typeof value === 'object' &&
    value !== null &&
    'spec' in value &&
    'kind' in value &&
    (value.kind === 'vega' || value.kind === 'vega-lite')
  );
}

/** Interactive in JupyterLab; as SVG in exports and everywhere else. */
export async function chartBundle({ kind, spec }: ChartSpec): Promise<Bundle> {
  const chart = { kind, spec } as ChartSpec;
  return {
    [MIME[kind]]: { ...spec, $schema: $SCHEMA[kind] },
    'image/svg+xml': await renderSvg(chart, { onWarning: () => undefined }),
    'text/plain': '[chart]',
  };
}
