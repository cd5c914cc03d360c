import { describe, expect, test } from 'vitest';
import { renderReportHtml } from '../../src/report/document.js';
import { SMALL_REPORT, smallInput } from './small-report.js';

const input = smallInput();
const page = renderReportHtml(SMALL_REPORT, input);
const all = (pattern: RegExp, markup = page) => [...markup.matchAll(pattern)].map(([, found]) => found);
const textOf = (markup: string) =>
  markup
    .replace(/<style>[^]*?<\/style>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replace(/\s+/g, ' ');

describe('a report of two sections', () => {
  test('needs no other file: no script, no link, no image or font from elsewhere', () => {
    expect(page).not.toMatch(/<(script|link|img|iframe|object)\b/);
    expect(all(/url\((?!data:|#)([^)]*)\)/g)).toEqual([]);
    expect(all(/@font-face[^}]*url\(data:font\/ttf;base64,(.{8})/g)).toHaveLength(4);
  });

  test('ids are unique and every internal link has its target', () => {
    const ids = all(/\bid="([^"]+)"/g);
    expect(ids.length).toBe(new Set(ids).size);
    expect(all(/href="#([^"]+)"/g).filter((target) => !ids.includes(target))).toEqual([]);
  });

  test('numbers sections by their places in the list, in headings, contents and references', () => {
    expect(all(/<h[23] id="([^"]+)"><span class="number">[\d.]+</g)).toEqual([
      'words',
      'counts',
      'run',
      'phases',
    ]);
    expect(page).toContain('<a href="#run">Section 2</a>');
    const [words, run] = SMALL_REPORT.sections;
    const turned = { ...SMALL_REPORT, sections: [run!, words!] };
    expect(renderReportHtml(turned, input)).toContain('<a href="#run">Section 1</a>');
  });

  test('numbers figures and tables as they are first spoken of, and says what a chart shows', () => {
    expect(all(/<figcaption><b>((?:Figure|Table) \d+)\./g)).toEqual(['Figure 1', 'Table 1', 'Table 2']);
    expect(page).toContain('aria-label="Bars of the counts"');
    expect(page).toContain('<clipPath id="bars-clip1">');
  });

  test('the table of contents has the page numbers it is given', () => {
    const numbered = renderReportHtml(SMALL_REPORT, input, new Map([['run', 77]]));
    expect(numbered).toMatch(/href="#run">[^]{0,200}<span class="page">77<\/span>/);
  });

  test('lists the works that are cited, and no other', () => {
    const text = textOf(page);
    expect(text).toContain(
      'Zipf, G. K. (1949). Human Behavior and the Principle of Least Effort . Addison-Wesley, Cambridge, Massachusetts.',
    );
    expect(text).not.toContain('Nobody');
    expect(all(/<h2 id="(bibliography)"/g)).toHaveLength(1);
    expect(all(/href="#(bibliography)"/g)).toHaveLength(1);
  });

  test('has no bibliography when it cites nothing', () => {
    const [, run] = SMALL_REPORT.sections;
    expect(textOf(renderReportHtml({ ...SMALL_REPORT, sections: [run!] }, input))).not.toContain(
      'Bibliography',
    );
  });

  test('the title page has the key figures, the caveats and the versions of the record', () => {
    const text = textOf(page);
    expect(text).toContain('different words 2 share of the first 75.0% time –');
    expect(text).toContain(
      'Streambook 0.1.0 · external Kafka · Spark 4.0.0 · Node.js 20.20.2 · Vega 6.4.0 · danfo.js 1.2.0 · Faker 10.6.0',
    );
    expect(text).not.toContain('Words were lost.');
    const lossy = { ...input, record: { ...input.record, sections: { losses: 2 } } };
    expect(textOf(renderReportHtml(SMALL_REPORT, lossy))).toContain('Words were lost.');
  });

  test('without key figures of its own, the title page has the first four metrics that have a value', () => {
    const rest = { ...SMALL_REPORT };
    delete rest.keyFigures;
    const metrics = [1, null, 3, 4, 5, 6].map((value, index) => ({
      id: `m${index}`,
      label: `Metric ${index}`,
      digits: 1,
      of: () => value,
    }));
    const text = textOf(renderReportHtml({ ...rest, metrics }, input));
    expect(text).toContain('metric 0 1.0 metric 2 3.0 metric 3 4.0 metric 4 5.0 Experiment words/words');
    expect(renderReportHtml(rest, input)).not.toContain('<dl class="key-figures">');
  });

  test('the phases have the words of the pipeline, and those of every run', () => {
    expect(textOf(page)).toContain('counting Count the words completed 1.32');
    expect(textOf(page)).toContain('prepare Check the experiment, create the run’s folder completed 0.02');
  });

  test('says which chart is missing', () => {
    const text = textOf(renderReportHtml(SMALL_REPORT, { ...input, charts: [] }));
    expect(text).toContain('The chart “bars” was not drawn for this run.');
  });

  test('a reference to what the report has not is an error', () => {
    const [words, run] = SMALL_REPORT.sections;
    expect(() => renderReportHtml({ ...SMALL_REPORT, sections: [words!] }, input)).toThrow(
      'the report has no section run; it has words',
    );
    expect(() => renderReportHtml({ ...SMALL_REPORT, works: [] }, input)).toThrow(
      'the report has no work zipf1949 to cite',
    );
    expect(() =>
      renderReportHtml({ ...SMALL_REPORT, charts: [{ id: 'pies' }] }, { ...input, charts: [] }),
    ).toThrow('the pipeline has no chart bars; it has pies');
    expect(() => renderReportHtml({ ...SMALL_REPORT, sections: [run!] }, input)).not.toThrow();
  });
});
