import { scrollBox } from './blocks.js';
import { html, raw, type Html } from '../core/html.js';
import type { AttachedNotebook, ReportInput } from './input.js';
import { chartBox, scopeIds } from './svg.js';

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

/** A notebook with its charts as drawings of the page: each has ids of its own, and charts and tables scroll by themselves. */
export function notebookBody({ name, title, markup }: AttachedNotebook): Html {
  let charts = 0;
  const scoped = inlined(markup).replaceAll(/<svg\b.*?<\/svg>/gs, (svg) => {
    charts += 1;
    const chart = chartBox(scopeIds(svg, `${name}-${charts}`), `Chart ${charts} of the notebook ${title}`);
    return scrollBox(`Chart ${charts}`, chart).markup;
  });
  let tables = 0;
  return raw(
    scoped.replaceAll(/<table\b.*?<\/table>/gs, (table) => {
      tables += 1;
      return scrollBox(`Table ${tables}`, raw(table)).markup;
    }),
  );
}

/** Executed notebooks, each a chapter after the bibliography: A.1, A.2 … */
export function appendixParts({ notebooks = [] }: ReportInput): readonly AppendixPart[] {
  return notebooks.map((notebook, index) => ({
    id: `notebook-${notebook.name}`,
    number: `A.${index + 1}`,
    title: notebook.title,
    body: html`<div class="notebook">${notebookBody(notebook)}</div>`,
  }));
}
