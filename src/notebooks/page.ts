import { notebookBody } from '../report/appendix.js';
import { fontFaceCss } from '../report/fonts.js';
import { html, raw } from '../core/html.js';
import { SELF_CONTAINED } from '../report/page.js';
import { NOTEBOOK_STYLE } from './page-style.js';

/**
 * An executed notebook as a page of its own, which needs no script, no other file and no network. Its charts are part
 * of the page, and set in the font that they were laid out with.
 *
 * @param markup What nbconvert makes of the notebook.
 */
export function notebookPage(name: string, markup: string): string {
  const [, heading = name] = /<h1[^>]*>(.*?)<\/h1>/s.exec(markup) ?? [];
  const title = heading.replaceAll(/<[^>]*>/g, '').trim();
  return html`<!doctype html>
    <html lang="en-GB">
      <head>
        ${SELF_CONTAINED}
        <title>${raw(title)}</title>
        <style>
          ${raw(fontFaceCss())}${raw(NOTEBOOK_STYLE)}
        </style>
      </head>
      <body>
        <main>${notebookBody({ name, title, markup })}</main>
      </body>
    </html> `.markup;
}
