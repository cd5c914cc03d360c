import { expect, it } from 'vitest';
import { renderReportHtml } from '../../src/report/document.js';
import { appendixParts } from '../../src/report/appendix.js';
import { SMALL_REPORT, smallInput } from './small-report.js';

const chart = '<svg><defs><clipPath id="clip1"/></defs><g clip-path="url(#clip1)"/></svg>';
const notebooks = [
  { name: '01-tour', title: '01 · A tour', markup: `<p>Look:</p>${chart}${chart}` },
  { name: '02-producers', title: '02 · Producers', markup: '<pre>const seed = 7;</pre>' },
];

const input = smallInput();

it('executed notebooks are chapters of the appendix, in the contents too', () => {
  const page = renderReportHtml(SMALL_REPORT, { ...input, notebooks });
  for (const { name, title } of notebooks) {
    expect(page).toContain(`<h2 id="notebook-${name}">`);
    expect(page).toMatch(new RegExp(`href="#notebook-${name}"[^]*?${title}`));
  }
  expect(page).toContain('<span class="number">A.2</span> 02 · Producers');
});

it('charts keep apart from each other', () => {
  const [tour] = appendixParts({ ...input, notebooks });
  expect(tour?.body.markup).toContain('id="01-tour-1-clip1"');
  expect(tour?.body.markup).toContain('url(#01-tour-2-clip1)');
});

it('a report without notebooks has no appendix', () => {
  expect(renderReportHtml(SMALL_REPORT, input)).not.toContain('notebook-');
});
