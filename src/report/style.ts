import { COLOR } from '../charts/theme.js';
import { cssString } from '../core/html.js';
import { SCREEN_STYLE } from './screen-style.js';
import { LIGHT_COLOURS } from './colours.js';

/** The report's look, on paper and on a screen. Sizes are in points and millimetres, as for print. */

/** What stands above every page but the first. */
export interface RunningHead {
  readonly left: string;
  readonly right: string;
}

const page = ({ left, right }: RunningHead) => `
@page {
  size: A4;
  margin: 26mm 22mm 23mm;
  @top-left { content: ${cssString(left)}; ${HEAD} }
  @top-right { content: ${cssString(right)}; text-align: right; ${HEAD} }
  @bottom-right { content: counter(page) " / " counter(pages); font: 400 8.5pt 'Source Sans 3'; color: ${COLOR.muted}; }
}
@page :first {
  margin: 0;
  @top-left { content: none; border: none }
  @top-right { content: none; border: none }
  @bottom-right { content: none }
}`;

const HEAD = `width: 50%; font: 400 8.5pt 'Source Sans 3'; color: ${COLOR.muted}; vertical-align: bottom; padding-bottom: 2mm;
    margin-bottom: 6mm; border-bottom: 0.5pt solid ${COLOR.line};`;

const BASE = `
:root {
  ${LIGHT_COLOURS}
  --mono: 'Source Code Pro', ui-monospace, monospace;
}
* { box-sizing: border-box; }
.skip { display: none; }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body {
  margin: 0; color: var(--ink); background: white;
  font: 400 10.2pt/1.45 'Source Sans 3', sans-serif; font-variant-numeric: lining-nums;
  orphans: 2; widows: 2;
}
a { color: var(--accent); text-decoration: underline 0.4pt; text-underline-offset: 1.5pt; }
.contents a { color: inherit; text-decoration: none; }
p, ul, ol, pre, blockquote { margin: 0 0 2.6mm; }
p, li { text-wrap: pretty; }
blockquote { text-wrap: balance; }
ul, ol { padding-left: 6mm; }
li { margin-bottom: 1.2mm; padding-left: 1mm; break-inside: avoid; }
li::marker { color: var(--accent); font-weight: 600; }
b, th { font-weight: 600; }
code { font-family: var(--mono); font-size: 0.86em; color: #23405a; background: #edf2f5; border-radius: 1.5pt; padding: 0 1.2pt; margin: 0 -0.7pt; white-space: nowrap; }
pre { font-family: var(--mono); font-size: 0.86em; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--tint); border-left: 2pt solid var(--accent); padding: 2mm 4mm; break-inside: avoid; }
blockquote { font-size: 12pt; font-style: italic; color: var(--accent); border-left: 2pt solid var(--accent); padding: 0.5mm 0 0.5mm 5mm; margin: 3mm 0 4mm; break-inside: avoid; break-after: avoid; }
.good { color: var(--good); font-weight: 600; }
.bad { color: var(--bad); font-weight: 600; }
.warning { color: var(--bad); background: #fdf1f0; border-left: 2pt solid var(--bad); padding: 2mm 4mm; break-inside: avoid; }
.missing { color: var(--muted); font-style: italic; border: 0.6pt dashed var(--line); padding: 6mm; text-align: center; }
`;

/**
 * The padding holds the ascenders that a tight line leaves outside its box: at the top of a page they would reach
 * into the page before, and the heading would stand twice in the PDF's outline.
 */
const HEADINGS = `
h2, h3 { font-weight: 600; line-height: 1.2; padding-top: 1mm; break-after: avoid; text-wrap: balance; }
h2 { font-size: 19pt; color: var(--accent); margin: 11mm 0 4.5mm; }
h3 { font-size: 12.5pt; margin: 5.5mm 0 2mm; }
h2 .number, h3 .number { display: inline-block; min-width: 10mm; padding-right: 2mm; }
h3 .number { color: var(--accent); }
h2 + h3 { margin-top: 0; }
.chapter:first-child > h2, .contents h2 { margin-top: 0; }
`;

const FIGURES = `
figure { margin: 4mm 0 5.5mm; break-inside: avoid; }
figcaption { font-size: 8.8pt; line-height: 1.45; color: var(--muted); }
figcaption b { color: var(--accent); }
figure:not(.table) figcaption { margin-top: 2.2mm; }
figure.table figcaption { margin-bottom: 1.6mm; }
.chart { display: flex; justify-content: center; }
.chart svg { max-width: 100%; height: auto; }
.chart svg text, .notebook svg text { font-family: 'Source Sans 3', sans-serif; }
table { width: 100%; border-collapse: collapse; border-top: 1.1pt solid var(--ink); border-bottom: 1.1pt solid var(--ink); font-size: 9.2pt; line-height: 1.35; font-variant-numeric: lining-nums tabular-nums; }
th { text-align: left; vertical-align: bottom; border-bottom: 0.6pt solid var(--ink); }
th, td { padding: 1.05mm 3mm 1.05mm 0; }
td { vertical-align: top; border-bottom: 0.4pt solid var(--line); }
th:first-child, td:first-child { padding-left: 1mm; }
th:last-child, td:last-child { padding-right: 1mm; }
table code { background: none; padding: 0; margin: 0; }
.numeric + td:not(.numeric), .numeric + th:not(.numeric) { padding-left: 4mm; }
tr { break-inside: avoid; }
figure.divided { break-inside: auto; }
.divided figcaption, .divided tbody:first-of-type > tr:nth-child(-n + 2) { break-after: avoid; }
.divided tbody:last-of-type > tr:nth-last-child(-n + 2) { break-before: avoid; }
tbody th { font-weight: 400; vertical-align: top; border-bottom: 0.4pt solid var(--line); }
tbody tr:last-child :is(td, th) { border-bottom: none; }
.numeric { text-align: right; }
.totals :is(td, th) { font-weight: 600; border-top: 0.6pt solid var(--ink); }
.note { font-size: 8.8pt; color: var(--muted); margin: 1.2mm 0 0; }
.architecture text { font-size: 10.5px; fill: var(--ink); text-anchor: middle; }
.architecture .stage { font-size: 12px; font-weight: 600; fill: var(--accent); }
.architecture .topic { fill: var(--muted); }
.architecture .box { fill: var(--tint); stroke: var(--accent); stroke-width: 1; }
.architecture .tile { fill: white; stroke: var(--line); }
.architecture .flow { stroke: var(--ink); stroke-width: 1.3; }
.architecture .arrow-head { fill: var(--ink); }
.architecture .span { stroke: var(--mark); stroke-width: 1; }
.architecture .span-head { fill: var(--mark); }
.architecture .span-label { text-anchor: end; fill: var(--mark); }
.architecture .span-value { text-anchor: start; fill: var(--mark); font-weight: 600; }
`;

const TITLE_PAGE = `
.title-page { min-height: 296.5mm; break-after: page; display: flex; flex-direction: column; }
.title-page .banner { background: var(--accent); color: white; padding: 24mm 22mm 15mm; min-height: 126mm; display: flex; flex-direction: column; }
.title-page .banner.failed { background: var(--bad); margin-bottom: 9mm; }
.title-page .banner.failed .kicker, .title-page .banner.failed .question { color: #fbdedb; }
pre.log { font-family: ui-monospace, 'DejaVu Sans Mono', monospace; font-size: 7.5pt; break-inside: auto; }
.title-page .kicker { font-size: 10.5pt; font-weight: 600; letter-spacing: 0.09em; text-transform: uppercase; color: #a9d3e3; margin: 0 0 auto; }
.title-page h1 { font-size: 38pt; line-height: 1.08; font-weight: 600; margin: 12mm 0 6mm; overflow-wrap: anywhere; }
.title-page .question { font-size: 14.5pt; line-height: 1.4; font-style: italic; color: #dcedf3; margin: 0; max-width: 150mm; overflow-wrap: anywhere; }
.title-page .byline { margin-top: 9mm; color: #dcedf3; font-size: 11pt; line-height: 1.4; overflow-wrap: anywhere; }
.title-page .byline p { margin: 0; }
.title-page .authors { color: white; font-size: 13pt; font-weight: 600; }
.key-figures { display: flex; padding: 11mm 22mm 9mm; gap: 6mm; margin: 0; }
.key-figures div { flex: 1; border-top: 1.6pt solid var(--accent); padding-top: 2.5mm; }
.key-figures dt { font-size: 9pt; color: var(--muted); line-height: 1.3; }
.key-figures dd { margin: 0 0 0.5mm; font-size: 20pt; line-height: 1.15; font-weight: 600; color: var(--accent); white-space: nowrap; }
.key-figures div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.facts { margin: auto 22mm 22mm; display: grid; gap: 1.1mm 0; font-size: 9.8pt; }
.facts div { display: grid; grid-template-columns: 34mm 1fr; }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.title-page > .warning { overflow-wrap: anywhere; margin: 0 22mm 2mm; }
`;

const CONTENTS = `
.contents { break-after: page; }
.contents ol { list-style: none; padding: 0; margin: 0; }
.contents li { padding: 0; margin: 0; }
.contents > ol > li { margin-bottom: 2.2mm; break-inside: avoid; }
.contents .entry { display: flex; align-items: baseline; gap: 2mm; line-height: 1.36; }
.contents > ol > li > .entry { font-weight: 600; font-size: 10.8pt; }
.contents ol ol .entry { padding-left: 8mm; }
.contents .number { flex: none; width: 8mm; color: var(--accent); }
.contents ol ol .number { width: 10mm; }
.contents .leader { flex: 1; border-bottom: 0.8pt dotted #9aa5b1; }
.contents .page { flex: none; min-width: 6mm; text-align: right; font-variant-numeric: tabular-nums; }
.bibliography { padding-left: 8mm; list-style: none; counter-reset: work; }
.bibliography li { counter-increment: work; position: relative; font-size: 9.6pt; margin-bottom: 1.8mm; overflow-wrap: anywhere; }
.bibliography li::before { content: '[' counter(work) ']'; position: absolute; left: -8mm; color: var(--accent); font-weight: 600; }
.bibliography .pages { white-space: nowrap; }
`;

/** Executed notebooks in the appendix: long, so smaller than the text. */
const NOTEBOOKS = `
.notebook { font-size: 8.5pt; }
.notebook pre { font-size: 7.5pt; break-inside: auto; }
.notebook table { font-size: 8pt; }
.notebook svg, .notebook img { max-width: 100%; height: auto; }
.notebook progress { display: none; }
`;

export const styleSheet = (head: RunningHead): string =>
  [page(head), BASE, HEADINGS, FIGURES, TITLE_PAGE, CONTENTS, NOTEBOOKS, SCREEN_STYLE].join('\n');
