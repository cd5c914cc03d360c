import { html, raw, type Html } from '../core/html.js';

/**
 * A chart's SVG for use inside a page: ids get a prefix, because charts drawn apart use the same ones
 * (clip1, gradient_0) and the first in the page would win for all.
 */
export function scopeIds(svg: string, prefix: string): Html {
  const scoped = svg
    .replace(/<\?xml[^>]*\?>|<!DOCTYPE[^>]*>/g, '')
    .replace(/\bid="([^"]+)"/g, `id="${prefix}-$1"`)
    .replace(/url\((["']?)#([^"')]+)\1\)/g, `url(#${prefix}-$2)`)
    .replace(/\bhref="#([^"]+)"/g, `href="#${prefix}-$1"`);
  return raw(scoped.trim());
}

/** A chart with what it shows in words. A screen shows it in a size that follows from the chart's own. */
export function chartBox(svg: Html, description: string): Html {
  const width = /<svg[^>]*\swidth="([\d.]+)"/.exec(svg.markup)?.[1];
  const size = width !== undefined && html` style="--width: ${width}"`;
  return html`<div class="chart" role="img" aria-label="${description}" ${size}>${svg}</div>`;
}
