import { describe, expect, test } from 'vitest';
import type { Results } from '../../../../src/pipelines/orders/analysis/results.js';
import { renderReportHtml } from '../../../../src/report/document.js';
import type { OrdersInput } from '../../../../src/pipelines/orders/report/types.js';
import type { RunRecord } from '../../../../src/runs/record.js';
import { sampleAnalysis, sampleInput } from './sample.js';
import { BIBLIOGRAPHY } from '../../../../src/pipelines/orders/report/bibliography.js';
import { ORDERS_REPORT } from './sample-report.js';
import { type OrdersSections, sectionsOf } from '../../../../src/pipelines/orders/record.js';

const input = await sampleInput();
const page = renderReportHtml(ORDERS_REPORT, input);

/** The page's text as a reader sees it, spaces made plain. */
const textOf = (markup: string) =>
  markup
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');

const withRecord = (changes: Partial<RunRecord>): OrdersInput => ({
  ...input,
  record: { ...input.record, ...changes },
});
const withSections = (changes: Partial<OrdersSections>): OrdersInput =>
  withRecord({ sections: { ...input.record.sections, ...changes } });
const withAnalysis = (changes: Partial<Results['analysis']>): OrdersInput => ({
  ...input,
  results: { ...input.results, analysis: { ...input.results.analysis, ...changes } },
});

/** What stands in a text when a value was missing and nobody noticed. */
const slips = (text: string) => text.match(/undefined|NaN|Infinity|\[object/g) ?? [];

const all = (pattern: RegExp, markup = page) => [...markup.matchAll(pattern)].map(([, found]) => found);

describe('the page', () => {
  test('needs no other file: no script, no link, no image or font from elsewhere', () => {
    expect(page).not.toMatch(/<(script|link|img|iframe|object)\b/);
    expect(all(/url\((?!data:|#)([^)]*)\)/g)).toEqual([]);
    expect(all(/\bsrc="([^"]*)"/g)).toEqual([]);
    expect(all(/@font-face[^}]*url\(data:font\/ttf;base64,(.{8})/g)).toHaveLength(4);
  });

  test('ids are unique and every internal link has its target', () => {
    const ids = all(/\bid="([^"]+)"/g);
    expect(ids.length).toBe(new Set(ids).size);
    const missing = all(/href="#([^"]+)"/g).filter((target) => !ids.includes(target));
    expect(missing).toEqual([]);
  });

  test.each(['Figure', 'Table'])('%s captions count from 1 without a gap', (kind) => {
    const numbers = all(new RegExp(`<figcaption><b>${kind} (\\d+)\\.`, 'g')).map(Number);
    expect(numbers.length).toBeGreaterThan(8);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  test('every figure and table is spoken of in the text', () => {
    const captioned = all(/<figure[^>]* id="([^"]+)"/g);
    const spokenOf = new Set(all(/<a href="#((?:fig|tab)-[^"]+)"/g));
    expect(captioned.filter((id) => !spokenOf.has(id))).toEqual([]);
  });

  test('places every chart, ids scoped', () => {
    for (const { id } of input.charts) expect(page).toContain(`<clipPath id="${id}-clip1">`);
  });

  test('a long title is cut in the running head, and nowhere else', () => {
    const title = 'An experiment whose title goes on and on, until no head of a page could hold it';
    const long = renderReportHtml(ORDERS_REPORT, { ...input, experiment: { ...input.experiment, title } });
    const [head] = all(/@top-left \{ content: "([^"]*)"/g, long);
    expect(head?.length).toBeLessThan(70);
    expect(long).toContain(`<h1>${title}</h1>`);
  });

  test('same input, same page', () => {
    expect(renderReportHtml(ORDERS_REPORT, structuredClone(input))).toBe(page);
  });

  test('cites every work that it may cite', () => {
    expect(all(/<li id="ref-([^"]+)">/g).sort()).toEqual(BIBLIOGRAPHY.map(({ id }) => id).sort());
  });

  test('sums the run up in four figures; when events were lost, their number is one', () => {
    const figures = (markup: string) =>
      all(/<dl class="key-figures">([^]*?)<\/dl>/g, markup).map((found = '') => textOf(found).trim());
    expect(figures(page)).toEqual([
      expect.stringMatching(
        /^events acknowledged 6,600 throughput of acknowledged events 219\.9\sevents\/s latency to the committed file, p95 349\sms of injected errors found 100\.0%$/,
      ) as string,
    ]);
    const ledger = { ...sectionsOf(input.record).ledger!, lost: 7, reconciled: false };
    expect(figures(renderReportHtml(ORDERS_REPORT, withSections({ ledger })))[0]).toMatch(/events lost 7$/);
  });

  test('the table of contents has the page numbers it is given', () => {
    const numbered = renderReportHtml(ORDERS_REPORT, input, new Map([['technical', 77]]));
    expect(numbered).toMatch(/href="#technical">[\s\S]{0,200}<span class="page">77<\/span>/);
  });
});

describe('numbers', () => {
  /** Paths to the measured numbers of the record, each of which the report must show or take into account. */
  const PERCENTILES = ['p50', 'p90', 'p95', 'p99', 'max'];
  const under = (path: string) => PERCENTILES.map((key) => `${path}.${key}`);
  const PATHS = [
    'seed',
    'producer.sent_ok',
    'producer.sent_error',
    'producer.throughput_eps',
    ...under('producer.ack_ms'),
    'producer.late_ms.p50',
    'producer.late_ms.p99',
    'producer.by_producer.valid.sent_ok',
    'producer.by_producer.invalid.throughput_eps',
    ...under('producer.by_producer.invalid.ack_ms'),
    'consumer.processed',
    'consumer.errors',
    'consumer.commits',
    'consumer.throughput_eps',
    ...under('consumer.end_to_end_ms'),
    'stream.batches',
    'stream.input_rows',
    'stream.rows_per_batch',
    'stream.processed_rows_per_second',
    ...under('stream.commit_ms'),
    ...under('stream.batch_duration_ms'),
    'ledger.generated',
    'ledger.acked',
    'ledger.failed',
    'ledger.valid',
    'ledger.invalid',
    'ledger.lost',
    'ledger.duplicates',
    'ledger.unexpected',
    'ledger.broker_messages',
    'machine.cores',
    'machine.memory_mb',
  ];

  function changed(path: string, value: number): OrdersInput {
    const copy = structuredClone(input);
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const { record } = copy;
    const isOwn = (keys[0] ?? last) in record.sections;
    let node = (isOwn ? record.sections : record) as Record<string, unknown>;
    for (const key of keys) node = node[key] as Record<string, unknown>;
    expect(node).toHaveProperty(last);
    node[last] = value;
    return copy;
  }

  test.each(PATHS)('%s stands in the report', (path) => {
    const text = textOf(renderReportHtml(ORDERS_REPORT, changed(path, 987_654)));
    expect(text).toMatch(path === 'seed' ? /\b987654\b/ : /987,654|987\.7 s/);
    expect(textOf(page)).not.toMatch(/987,?654|987\.7 s/);
  });

  test('business figures are those of the analysis', () => {
    const { totals, pareto, cities } = input.results.analysis;
    const text = textOf(page);
    const written = (value: number) => value.toLocaleString('en-GB', { minimumFractionDigits: 2 });
    for (const value of [totals.revenue, totals.mean_order_value, totals.median_order_value]) {
      expect(text).toContain(written(value));
    }
    for (const row of [...pareto, ...cities]) expect(text).toContain(written(row.revenue));
  });
});

describe('hostile text', () => {
  const HOSTILE = `</title></style><script>alert("1")</script><img src=x onerror='y'>&amp;`;

  test('stays text wherever it comes from', () => {
    const hostile: OrdersInput = {
      ...input,
      experiment: { ...input.experiment, name: HOSTILE, title: HOSTILE, question: HOSTILE },
      record: {
        ...input.record,
        run_id: HOSTILE,
        status: 'failed',
        error: { phase: 'drain', code: 'X', message: HOSTILE },
        machine: { os: HOSTILE, cpu: HOSTILE, cores: 2, memory_mb: 1 },
        versions: { ...input.record.versions!, java: HOSTILE },
      },
      results: {
        ...input.results,
        analysis: {
          ...input.results.analysis,
          cities: [{ store_city: HOSTILE, orders: 1, revenue: 1 }],
          pareto: input.results.analysis.pareto.map((row) => ({ ...row, item: HOSTILE })),
        },
      },
      charts: input.charts.map((chart) => ({ ...chart, alt: HOSTILE })),
    };
    const markup = renderReportHtml(ORDERS_REPORT, hostile);
    expect(markup).not.toMatch(/<script|<img/);
    expect(all(/<\/(style)>/g, markup)).toHaveLength(1);
    expect(all(/<\/(title)>/g, markup)).toHaveLength(1);
    expect(textOf(markup).split(HOSTILE).length).toBeGreaterThan(15);
  });
});

describe('what a run did not come to', () => {
  test.each(['producer', 'consumer', 'stream', 'ledger', 'versions', 'machine'] as const)('%s', (section) => {
    const sections = { ...input.record.sections };
    delete sections[section];
    const record: RunRecord = { ...input.record, sections };
    if (section === 'versions' || section === 'machine') delete record[section];
    const text = textOf(renderReportHtml(ORDERS_REPORT, { ...input, record }));
    expect(slips(text)).toEqual([]);
    if (section !== 'machine') expect(text).toMatch(/The run ended before/);
  });

  test('a record that failed at once', () => {
    const { format, version, run_id, pipeline, experiment, seed, process, started_at } = input.record;
    const error = { phase: 'services', code: 'KAFKA_DOWN', message: 'Kafka did not start' } as const;
    const record: RunRecord = {
      format,
      version,
      run_id,
      experiment,
      seed,
      pipeline,
      process,
      sections: {},
      started_at,
      status: 'failed',
      error,
      phases: [{ name: 'services', started_at, duration_ms: 12, status: 'failed' }],
    };
    const text = textOf(renderReportHtml(ORDERS_REPORT, { ...input, record, charts: [] }));
    expect(text).toContain('This run failed.');
    expect(text).toContain('The run failed in phase “services”: Kafka did not start');
    expect(text).toContain('was not drawn for this run');
    expect(slips(text)).toEqual([]);
  });

  test('no order at all', async () => {
    const results: Results = {
      analysis: await sampleAnalysis(0, 0),
      measurements: { latency_curves: [], latency_stages: [], throughput: [], batches: [] },
    };
    const text = textOf(renderReportHtml(ORDERS_REPORT, { ...input, results }));
    expect(text).toContain('no valid order reached the analysis');
    expect(text).toContain('No event with an injected error was written');
    expect(slips(text)).toEqual([]);
  });

  test('a ledger that is not reconciled', () => {
    const ledger = { ...sectionsOf(input.record).ledger!, lost: 7, valid: 5993, reconciled: false };
    const markup = renderReportHtml(ORDERS_REPORT, withSections({ ledger }));
    const text = textOf(markup);
    expect(markup).toMatch(/<p class="warning"[^>]*><b>The ledger is not reconciled/);
    expect(text).toContain('These do not hold: lost = 0');
    expect(text).toContain('of 6,600 acknowledged events, 7 are not in the committed files');
    expect(text).toContain('Find out why the ledger is not reconciled');
    expect(text).toContain('✗ does not hold');
    expect(text).not.toContain('Nothing was lost');
  });

  test('errors that went unnoticed, and false alarms', () => {
    const { quality } = input.results.analysis;
    const modes = quality.modes.map((mode) => ({
      ...mode,
      detected: mode.mode === 'wrong_type' ? mode.rows - 4 : mode.mode === 'none' ? 3 : mode.detected,
    }));
    const text = textOf(renderReportHtml(ORDERS_REPORT, withAnalysis({ quality: { ...quality, modes } })));
    expect(text).toContain('4 injected errors were missed');
    expect(text).toContain('3 valid orders were classified as invalid');
    expect(text).toContain('Review the validity rules for wrong_type');
    expect(text).not.toContain('Every injected error was found');
  });

  test('a trigger that sets the latency is named as what does', () => {
    const experiment = { ...input.experiment, triggerIntervalSeconds: 5 };
    const stream = {
      ...sectionsOf(input.record).stream!,
      commit_ms: { ...sectionsOf(input.record).stream!.commit_ms, p50: 2700 },
    };
    const text = textOf(renderReportHtml(ORDERS_REPORT, { ...withSections({ stream }), experiment }));
    expect(text).toContain('The trigger determines this latency');
    expect(text).toContain('Shorten the trigger interval of 5 s');
    expect(textOf(page)).toContain('The duration of a batch determines this latency');
    expect(textOf(renderReportHtml(ORDERS_REPORT, { ...input, experiment }))).toContain(
      'something else is at work',
    );
  });
});
