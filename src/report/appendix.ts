import { html, raw, type Html } from './html.js';
import type { AttachedNotebook, ReportInput } from './input.js';
import { scopeIds } from './svg.js';

export interface AppendixPart {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly body: Html;
}

/** A picture inside an `img` is a document of its own, which the page's fonts do not reach: drawings become part of the page. */
const inlined = (markup: string): string =>
  markup.replaceAll(/<img\b[^>]*src="data:image\/svg\+xml;base64,([^"]+)"[^>]*>/g, (_, base64: string) =>
    Buffer.from(base64.replaceAll(/\s/g, ''), 'base64').toString('utf8'),
  );

/** Charts were drawn apart and use the same ids, so each gets a prefix of its own. */
function scopedCharts({ name, markup }: AttachedNotebook): Html {
  let charts = 0;
  const scoped = inlined(markup).replaceAll(/<svg\b.*?<\/svg>/gs, (svg) => {
    charts += 1;
    return scopeIds(svg, `${name}-${charts}`).markup;
  });
  return raw(scoped);
}

/** Executed notebooks, each a chapter after the bibliography: A.1, A.2 … */
export function appendixParts({ notebooks = [] }: ReportInput): readonly AppendixPart[] {
  return notebooks.map((notebook, index) => ({
    id: `notebook-${notebook.name}`,
    number: `A.${index + 1}`,
    title: notebook.title,
    body: html`<div class="notebook">${scopedCharts(notebook)}</div>`,
  }));
}
