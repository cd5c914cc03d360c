import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withBrowser } from '../../../../src/report/browser.js';
import { renderReportHtml } from '../../../../src/report/document.js';
import { renderSweepHtml } from '../../../../src/report/sweep-report.js';
import { bundledChromiumFolder } from '../../../../src/report/write.js';
import { sampleSweep } from './sample-sweep.js';
import { realCharts, sampleInput } from './sample.js';
import { ORDERS_REPORT } from './sample-report.js';

/** What {@link INSPECT} finds in a page. */
interface Findings {
  readonly pageWidth: number;
  readonly viewportWidth: number;
  readonly clipped: readonly string[];
  readonly small: readonly string[];
  readonly faint: readonly string[];
  readonly brokenNumbers: readonly string[];
  readonly boxes: number;
  readonly badBoxes: readonly string[];
  readonly texts: number;
}

/** Runs inside the page: looks at every piece of text as it is drawn. Text of charts is judged by its size alone. */
const INSPECT = `(() => {
  const found = { clipped: [], small: [], faint: [], brokenNumbers: [], badBoxes: [] };
  const rgba = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return { r, g, b, a }; };
  const light = ({ r, g, b }) => {
    const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const contrast = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour.a > 0) return colour;
    }
    return { r: 255, g: 255, b: 255, a: 1 };
  };
  const name = (element, text) => element.tagName + ' ' + text.trim().slice(0, 40);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let texts = 0;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === '' || element.closest('.skip, title, defs') !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
    if (boxes.length === 0) continue;
    texts += 1;
    const style = getComputedStyle(element);
    const svg = element.closest('svg');
    const scale = svg === null ? 1 : svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    if (parseFloat(style.fontSize) * scale < 10.99) found.small.push(name(element, node.data) + ' ' + parseFloat(style.fontSize) * scale);
    const scroller = element.closest('.scroll');
    const right = scroller === null ? innerWidth : scroller.getBoundingClientRect().left + scroller.scrollWidth;
    if (boxes.some((box) => box.left < -0.5 || box.right > right + 0.5)) found.clipped.push(name(element, node.data));
    if (svg === null) {
      const size = parseFloat(style.fontSize);
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 600);
      const ratio = contrast(rgba(style.color), behind(element));
      if (ratio < (isLarge ? 3 : 4.5)) found.faint.push(name(element, node.data) + ' ' + ratio.toFixed(2));
      const cell = element.closest('td.numeric');
      if (cell !== null && new Set(boxes.map((box) => Math.round(box.top))).size > 1) found.brokenNumbers.push(node.data);
    }
  }
  const boxes = [...document.querySelectorAll('.scroll')];
  for (const box of boxes) {
    const isNamed = box.tabIndex === 0 && box.getAttribute('role') === 'region' && box.getAttribute('aria-label');
    if (!isNamed) found.badBoxes.push(box.outerHTML.slice(0, 60));
  }
  for (const wide of document.querySelectorAll('table, main svg'))
    if (wide.closest('.scroll') === null) found.badBoxes.push(wide.outerHTML.slice(0, 60));
  for (const chart of document.querySelectorAll('.chart')) {
    const { r, g, b } = behind(chart);
    if (r + g + b < 765) found.badBoxes.push('not on white: ' + chart.outerHTML.slice(0, 60));
  }
  return { ...found, texts, boxes: boxes.length, pageWidth: document.documentElement.scrollWidth, viewportWidth: innerWidth };
})()`;

const WIDTHS = [390, 768, 1280] as const;
const SCHEMES = ['light', 'dark'] as const;

const NOTEBOOK = {
  name: '06-business',
  title: '06 · Business',
  markup: `<p>An order: <code>${'0123456789abcdef'.repeat(4)}</code></p>
    <pre>const revenue = orders.groupBy('item').agg(F.sum('total_amount').alias('revenue')).orderBy(F.desc('revenue'));</pre>
    <table><thead><tr>${'<th>a_long_name</th>'.repeat(12)}</tr></thead><tbody><tr>${'<td>1234567.89</td>'.repeat(12)}</tr></tbody></table>
    <svg width="640" height="200" viewBox="0 0 640 200"><text x="600" y="20" font-size="10">note</text></svg>`,
};

async function inspect(page: Page, width: number, scheme: (typeof SCHEMES)[number]): Promise<Findings> {
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  return (await page.evaluate(INSPECT)) as Findings;
}

describe.each(['report', 'comparison'] as const)('the %s on a screen', (kind) => {
  const findings = new Map<string, Findings>();

  beforeAll(async () => {
    const sample = await sampleInput();
    const input = { ...sample, charts: await realCharts(sample.results), notebooks: [NOTEBOOK] };
    const html =
      kind === 'report'
        ? renderReportHtml(ORDERS_REPORT, input)
        : await renderSweepHtml(ORDERS_REPORT, sampleSweep);
    await withBrowser({ bundledFolder: bundledChromiumFolder() }, async (browser) => {
      const page = await browser.newPage();
      await page.setContent(html, { waitUntil: 'load' });
      for (const width of WIDTHS)
        for (const scheme of SCHEMES) findings.set(`${width} ${scheme}`, await inspect(page, width, scheme));
    });
  }, 90_000);
  afterAll(() => findings.clear());

  test.each(WIDTHS.flatMap((width) => SCHEMES.map((scheme) => `${width} ${scheme}`)))('%s', (view) => {
    const { pageWidth, viewportWidth, texts, boxes, ...problems } = findings.get(view)!;
    expect(problems).toEqual({ clipped: [], small: [], faint: [], brokenNumbers: [], badBoxes: [] });
    expect(pageWidth).toBeLessThanOrEqual(viewportWidth);
    expect(texts).toBeGreaterThan(30);
    expect(boxes).toBeGreaterThan(1);
  });
});
