import { type DocumentProperties, REPORT_LANGUAGE } from './document-properties.js';
import { fontFaceCss } from './fonts.js';
import { html, raw, type HtmlValue } from '../core/html.js';
import { type RunningHead, styleSheet } from './style.js';

/** A running head has half a line: some fifty letters of its size. */
const RUNNING_HEAD_LETTERS = 50;

function shortened(text: string): string {
  const letters = [...text];
  return letters.length <= RUNNING_HEAD_LETTERS
    ? text
    : `${letters.slice(0, RUNNING_HEAD_LETTERS - 1).join('')}…`;
}

interface PageSpec {
  readonly properties: DocumentProperties;
  readonly head: RunningHead;
  readonly body: HtmlValue;
}

/** What the head of a page says that needs no other file and no network: the browser holds it to that. */
export const SELF_CONTAINED = html`<meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <meta
    http-equiv="Content-Security-Policy"
    content="default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
  />`;

/** A page that needs no other file and no network. */
export function renderPage({ properties, head, body }: PageSpec): string {
  const shortHead = { left: shortened(head.left), right: shortened(head.right) };
  return html`<!doctype html>
    <html lang="${REPORT_LANGUAGE}">
      <head>
        ${SELF_CONTAINED}
        <title>${properties.title}</title>
        ${properties.authors.map((author) => html`<meta name="author" content="${author}" />`)}
        <meta name="description" content="${properties.subject}" />
        <meta name="keywords" content="${properties.keywords.join(', ')}" />
        <meta name="generator" content="${properties.creator}" />
        <style>
          ${raw(fontFaceCss())}${raw(styleSheet(shortHead))}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the report</a>
        ${body}
      </body>
    </html> `.markup;
}
