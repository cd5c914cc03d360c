import { beforeAll, describe, expect, test } from 'vitest';
import { renderReportHtml } from '../../../../src/report/document.js';
import type { HeadingPages } from '../../../../src/report/pdf-pages.js';
import { printPdf, type Printed } from '../../../../src/report/print.js';
import { bundledChromiumFolder } from '../../../../src/report/write.js';
import { emptyShares } from '../../../report/pdf-pictures.js';
import { readPdf, type ReadPdf } from '../../../report/pdf-reader.js';
import { realCharts, sampleInput } from './sample.js';
import { ORDERS_REPORT } from './sample-report.js';

const options = { bundledFolder: bundledChromiumFolder() };

const headingsOf = (html: string) =>
  [...html.matchAll(/<h[23] id="([^"]+)"><span class="number">([\d.]+)<\/span> ([^<]+)<\/h/g)].map(
    ([, id = '', number, title]) => ({ id, number, title }),
  );

describe('the printed report', () => {
  let printed: Printed;
  let pdf: ReadPdf;
  let pages: HeadingPages;

  beforeAll(async () => {
    const sample = await sampleInput();
    const input = { ...sample, charts: await realCharts(sample.results) };
    printed = await printPdf((headingPages) => {
      pages = headingPages;
      return renderReportHtml(ORDERS_REPORT, input, headingPages);
    }, options);
    pdf = await readPdf(printed.pdf);
  }, 60_000);

  test('is A4 throughout, as long as it says, and names the Chromium that printed it', () => {
    expect(pdf.pages).toHaveLength(printed.pages);
    expect(new Set(pdf.pageSizes)).toEqual(new Set(['595 x 842']));
    expect(printed.chromiumVersion).toMatch(/^\d+\.\d+/);
  });

  test('has a title, tags, and an outline of all chapters', () => {
    expect(pdf.title).toBe('Quick look: report of run 20261121-105812-quick-42');
    expect(pdf.isTagged).toBe(true);
    const flat = (entries: ReadPdf['outline']): string[] =>
      entries.flatMap((entry) => [entry.title.replace(/\s+/g, ' ').trim(), ...flat(entry.items)]);
    const titles = flat(pdf.outline);
    expect(titles).toContain('4 Technical results');
    expect(titles).toContain('6.4 Concentration of revenue');
    expect(titles).toContain('Bibliography');
  });

  test('every page number in the table of contents is that of its heading', () => {
    const contents = pdf.pages[1] ?? '';
    const headings = headingsOf(printed.html);
    expect(headings.length).toBeGreaterThan(30);
    for (const { id, number, title } of headings) {
      const page = pages.get(id);
      expect(page, id).toBeDefined();
      expect(pdf.pages[(page ?? 0) - 1]).toContain(`${number} ${title}`);
      expect(contents).toContain(`${number} ${title} ${page}`);
    }
  });

  test('page numbers stand on every page but the first, and so does the running head', () => {
    const [first = '', ...others] = pdf.pages;
    expect(first).not.toContain(`/ ${printed.pages}`);
    others.forEach((text, index) => {
      expect(text).toContain(`${index + 2} / ${printed.pages}`);
      expect(text).toContain('Streambook · Quick look');
    });
  });

  test('no page is empty or nearly so', () => {
    for (const text of pdf.pages) expect(text.length).toBeGreaterThan(300);
  });

  test('pages are full: no more than an eighth is empty where a chapter goes on', async () => {
    const shares = await emptyShares(printed.pdf);
    const chapters = [...printed.html.matchAll(/<h2 id="([^"]+)">/g)].map(([, id = '']) => pages.get(id));
    const last = (page: number) => page === shares.length || chapters.includes(page + 1);
    const empty = shares.flatMap((share, index) =>
      share > 0.13 && !last(index + 1) ? [`${index + 1}: ${share}`] : [],
    );
    expect(empty).toEqual([]);
    const inner = shares.slice(2, -1);
    expect(inner.reduce((sum, share) => sum + share, 0) / inner.length).toBeLessThan(0.08);
  });

  test('figures and tables stand in the order of their numbers, at their mention or a page later', () => {
    const text = pdf.pages.join(' ');
    for (const [kind, prefix] of [
      ['Figure', 'fig'],
      ['Table', 'tab'],
    ]) {
      const captions = printed.html.matchAll(
        new RegExp(`<figure[^>]* id="(${prefix}-[^"]+)">[^]*?<b>(${kind} \\d+\\.)</b>([^<]+)`, 'g'),
      );
      const floats = [...captions].map(([, id = '', label = '', caption = '']) => ({ id, label, caption }));
      const places = floats.map(({ label, caption }) =>
        text.indexOf(`${label}${caption.replace(/\s+/g, ' ')}`.trim()),
      );
      expect(places.length).toBeGreaterThan(8);
      expect(places).toEqual([...places].sort((one, other) => one - other));
      for (const { id, label } of floats) {
        const mention =
          pdf.pages.findIndex((page) => new RegExp(`${label.replace('.', '')}\\b`).test(page)) + 1;
        expect((pages.get(id) ?? 0) - mention, label).toBeOneOf([0, 1]);
      }
    }
  });

  test('every font is embedded, and all are the report’s own', () => {
    const source = Buffer.from(printed.pdf).toString('latin1');
    const names = [...source.matchAll(/\/FontName \/([^\s/]+)/g)].map(([, name]) => name);
    const ofName = (name = '') => name.replace(/^[A-Z]{6}\+/, '').replace(/-.*/, '');
    expect(new Set(names.map(ofName))).toEqual(new Set(['SourceSans3', 'SourceCodePro']));
    expect(source.match(/\/FontFile2 /g)).toHaveLength(names.length);
  });

  test('charts are vector graphics', () => {
    expect(Buffer.from(printed.pdf).toString('latin1')).not.toContain('/Subtype /Image');
  });
});

describe('a longer report', () => {
  test('a wide table and long contents become smaller, and nothing else does', async () => {
    const input = await sampleInput();
    const wide = `<table><tr>${'<td>123456789012345</td>'.repeat(14)}</tr></table>`;
    // As many as the course has: their entries would make the table of contents longer than its page.
    const notebooks = Array.from({ length: 8 }, (_, index) => ({
      name: `wide-${index}`,
      title: `Wide ${index}`,
      markup: wide,
    }));
    const [without, withTable] = [
      await printPdf((at) => renderReportHtml(ORDERS_REPORT, input, at), options),
      await printPdf((at) => renderReportHtml(ORDERS_REPORT, { ...input, notebooks }, at), options),
    ];
    // Pages may break elsewhere; the text on them has the sizes that it had.
    const sizesOf = async ({ pdf }: Printed) => [
      ...new Set((await readPdf(pdf)).textHeights.slice(2, 12).flat()),
    ];
    expect((await sizesOf(withTable)).sort()).toEqual((await sizesOf(without)).sort());
    // Heads of tables are repeated where a table is divided, so words are not counted.
    const wordsOf = async ({ pdf }: Printed) => {
      const text = (await readPdf(pdf)).pages
        .slice(2)
        .map((page) => page.replace(/\d+ \/ \d+/, ''))
        .join(' ');
      // The notebooks stand before the bibliography.
      const [body = ''] = text.split(/\S+ Wide 0| Bibliography /);
      return [...new Set(body.split(/\s+/).filter((word) => word !== ''))].sort();
    };
    expect(await wordsOf(withTable)).toEqual(await wordsOf(without));
  });
});
