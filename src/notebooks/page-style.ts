import { COLOR, FONT } from '../charts/theme.js';

/** How an exported notebook looks, on a screen, on a phone and on paper. */
export const NOTEBOOK_STYLE = `
@page { size: A4; margin: 18mm 20mm; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { margin: 0; background: ${COLOR.paper}; color: ${COLOR.ink}; font: 400 16px/1.55 ${FONT}; overflow-wrap: break-word; }
main { max-width: 800px; margin: 0 auto; padding: 24px 32px 64px; }
h1, h2, h3 { font-weight: 600; line-height: 1.2; color: ${COLOR.blue}; break-after: avoid; text-wrap: balance; }
h1 { font-size: 30px; margin: 16px 0 20px; }
h2 { font-size: 22px; margin: 36px 0 10px; }
h3 { font-size: 18px; margin: 24px 0 8px; }
p, ul, ol, pre { margin: 0 0 12px; }
a { color: ${COLOR.blue}; }
strong { font-weight: 600; }
code, pre { font-family: ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; font-size: 13px; line-height: 1.5; }
p code, li code { background: ${COLOR.faint}; border-radius: 3px; padding: 1px 4px; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
.input pre, .text_cell pre { background: ${COLOR.wall}; border-left: 3px solid ${COLOR.blue}; padding: 10px 14px; }
.celltag_injected-parameters .input pre { border-left-color: ${COLOR.orange}; }
.output_subarea { margin: 0 0 14px; }
.output_stderr pre { color: ${COLOR.orangeText}; }
.output_subarea, .scroll { overflow-x: auto; }
.chart svg { display: block; max-width: 100%; height: auto; }
svg text { font-family: ${FONT}; }
table { font-size: 14px; }
progress { display: none; }
.highlight [class^='k'] { color: ${COLOR.blue}; font-weight: 600; }
.highlight .kt { color: inherit; font-weight: 400; }
.highlight [class^='s'] { color: ${COLOR.orangeText}; }
.highlight [class^='m'] { color: #1a7f4b; }
.highlight [class^='c'] { color: ${COLOR.muted}; font-style: italic; }
@media screen and (max-width: 700px) {
  main { padding: 12px 16px 40px; }
  h1 { font-size: 25px; }
  h2 { font-size: 20px; margin-top: 28px; }
  /* Charts keep their size, so that their text stays readable, and scroll in their own box. */
  .chart { min-width: max-content; }
  .chart svg { max-width: none; }
}
@media print {
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  code, pre { font-size: 8pt; }
  table { font-size: 8.5pt; }
  .output_svg, .output_html > div, tr { break-inside: avoid; }
  .output_subarea, .scroll { overflow: visible; }
  a { text-decoration: none; }
}
`;
