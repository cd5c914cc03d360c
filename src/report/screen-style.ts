import { COLOR } from '../charts/theme.js';
import { LIGHT_COLOURS } from './colours.js';

/**
 * What is different on a screen: from phones up, in light and dark. Nothing is set smaller than 11 pixels, and what is
 * too wide for the screen scrolls in a box of its own.
 */

/** Charts are drawn for paper; enlarged by this, their smallest text (10 pixels) is readable. */
const CHART_SCALE = 1.1;

const LAYOUT = `
@media screen {
  :root { color-scheme: light dark; }
  body { background: #e9edf0; font-size: 1rem; }
  main, .title-page, .contents { max-width: 54rem; margin: 0 auto; background: white; }
  main, .contents { padding: 3rem; }
  .title-page { min-height: 56rem; }
  .title-page .banner, .key-figures { padding-left: 3rem; padding-right: 3rem; }
  .title-page > .warning { margin-left: 3rem; margin-right: 3rem; }
  .facts { margin: auto 3rem 3rem; }
  .contents .leader, .contents .page { display: none; }
  .contents a:hover { text-decoration: underline; }
  .skip { display: block; position: absolute; left: -100vw; padding: 0.5rem 1rem; color: white; background: ${COLOR.blue}; }
  .skip:focus { left: 0; z-index: 1; }
  main:focus { outline: none; }
  code { overflow-wrap: anywhere; white-space: normal; }
  table { font-size: 0.875rem; }
  table code { white-space: nowrap; }
  td.numeric { white-space: nowrap; }
  figcaption, .note, .key-figures dt { font-size: 0.8125rem; }
  .scroll { overflow-x: auto; max-width: 100%; }
  .scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  .scroll > table { min-width: calc(var(--columns, 4) * 4.75rem); }
  .chart { min-width: max-content; }
  .chart svg { max-width: none; width: calc(var(--width, 640) * ${CHART_SCALE}px); }
  svg.architecture { width: ${640 * CHART_SCALE}px; height: auto; }
  .notebook, .notebook table { font-size: 0.875rem; }
  .notebook pre { font-size: 0.8125rem; }
}
@media screen and (max-width: 52rem) {
  main, .contents { padding: 1rem; }
  .title-page { min-height: 0; }
  .title-page .banner { padding: 3rem 1rem 1.5rem; min-height: 0; }
  .title-page .kicker { margin-bottom: 3rem; }
  .title-page h1 { font-size: 2rem; margin: 0 0 1rem; }
  .title-page .question { font-size: 1.125rem; }
  .key-figures { flex-wrap: wrap; padding: 1.5rem 1rem; }
  .key-figures div { flex-basis: 40%; }
  .title-page > .warning { margin-left: 1rem; margin-right: 1rem; }
  .facts { margin: 1rem; }
  .facts div { grid-template-columns: 6.5rem 1fr; }
  main { overflow-wrap: anywhere; }
  table { overflow-wrap: normal; }
}
`;

/** Colours of text keep a contrast of 4.5 to 1 and more. Charts are drawn on white, and so they stay on a white card. */
const DARK = `
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ink: #e3e8ed; --muted: #a6b1bc; --line: #3a4550; --accent: #7cc0dc;
    --tint: #1f2831; --mark: #e8a06c; --good: #74c79a; --bad: #ff9087;
  }
  body { background: #0d1116; }
  main, .title-page, .contents { background: #161c23; }
  .title-page .banner { background: ${COLOR.blue}; }
  code { color: #b9d6e6; background: #253039; }
  .warning { background: #35201f; }
  .contents .leader { border-color: var(--line); }
  .chart {
    background: white; border-radius: 0.4rem; padding: 0.5rem; color-scheme: light;
    ${LIGHT_COLOURS}
  }
}
`;

export const SCREEN_STYLE = LAYOUT + DARK;
