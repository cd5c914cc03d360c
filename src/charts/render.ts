import type { Spec, View } from 'vega';
import { StreambookError } from '../core/errors.js';
import { registerFonts } from './fonts.js';
import type { ChartSpec } from './spec.js';

export interface RenderOptions {
  /** Called with each warning of Vega or Vega-Lite; by default a warning fails the rendering. */
  readonly onWarning?: (text: string) => void;
}

function failOnWarning(text: string): never {
  throw new StreambookError('CHART_WARNING', `Vega warned while a chart was drawn: ${text}`);
}

/** Vega takes half a second to load, so that it is loaded on first use; and fonts before it measures its first text. */
async function createView(chart: ChartSpec, { onWarning = failOnWarning }: RenderOptions): Promise<View> {
  await registerFonts();
  const vega = await import('vega');
  const warnings: string[] = [];
  const logger = vega.logger(
    vega.Warn,
    undefined,
    (_method, _level, args) => void warnings.push(args.join(' ')),
  );
  let spec: Spec;
  if (chart.kind === 'vega') spec = chart.spec;
  else spec = (await import('vega-lite')).compile(chart.spec, { logger }).spec;
  const view = new vega.View(vega.parse(spec), { renderer: 'none', logger });
  await view.runAsync();
  warnings.forEach(onWarning);
  return view;
}

/**
 * Draws a chart as a self-contained SVG with text as text.
 *
 * @throws StreambookError CHART_WARNING unless `onWarning` takes the warnings.
 */
export async function renderSvg(chart: ChartSpec, options: RenderOptions = {}): Promise<string> {
  const view = await createView(chart, options);
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** Draws a chart as a PNG of `scale` pixels to the CSS pixel. Throws like {@link renderSvg}. */
export async function renderPng(
  chart: ChartSpec,
  options: RenderOptions & { readonly scale?: number } = {},
): Promise<Buffer> {
  const view = await createView(chart, options);
  try {
    const canvas = (await view.toCanvas(options.scale ?? 2)) as unknown as {
      toBuffer(type: 'image/png'): Buffer;
    };
    return canvas.toBuffer('image/png');
  } finally {
    view.finalize();
  }
}
