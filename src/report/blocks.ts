import { html, type Html, type HtmlValue } from '../core/html.js';

/** Pieces of running text. */

/** Sentences with a space between them; those that do not apply (undefined, false) are left out. */
const joined = (sentences: readonly HtmlValue[]): readonly HtmlValue[] =>
  sentences.filter(Boolean).flatMap((sentence, index) => (index === 0 ? [sentence] : [' ', sentence]));

export const paragraph = (...sentences: readonly HtmlValue[]): Html => html`<p>${joined(sentences)}</p>`;

/** A claim in bold, and the sentences that bear it out. */
export const statement = (claim: HtmlValue, ...sentences: readonly HtmlValue[]): Html =>
  html`<b>${claim}</b> ${joined(sentences)}`;

/** Items that do not apply (undefined, false) are left out. */
export const bullets = (items: readonly HtmlValue[]): Html =>
  html`<ul>
    ${items.filter(Boolean).map((item) => html`<li>${item}</li>`)}
  </ul>`;

export const numbered = (items: readonly HtmlValue[]): Html =>
  html`<ol>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ol>`;

/** A name from the code or the data. */
export const code = (text: string): Html => html`<code>${text}</code>`;

/** A number or a finding that is not as it should be. */
export const bad = (text: string): Html => html`<span class="bad">${text}</span>`;

/** What may be wider than a screen: it scrolls by itself, by the keyboard too, and not the page. */
export const scrollBox = (label: string, content: HtmlValue): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">${content}</div>`;

/** A line that must not be overlooked. */
export const warning = (text: HtmlValue): Html => html`<p class="warning" role="note">${text}</p>`;

/** Stands in for numbers that the run did not come to. */
export const notMeasured = (what: string): Html =>
  warning(`The run ended before ${what}, so there is nothing to report here.`);
