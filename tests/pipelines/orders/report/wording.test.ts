import { describe, expect, test } from 'vitest';
import { architectureDiagram } from '../../../../src/pipelines/orders/report/architecture.js';
import { renderReportHtml } from '../../../../src/report/document.js';
import type { OrdersInput } from '../../../../src/pipelines/orders/report/types.js';
import { sampleInput } from './sample.js';
import { ORDERS_REPORT } from './sample-report.js';
import { sectionsOf } from '../../../../src/pipelines/orders/record.js';

const input = await sampleInput();
const textOf = (report: OrdersInput) =>
  renderReportHtml(ORDERS_REPORT, report)
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<svg[\s\S]*?<\/svg>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('\u00a0', ' ')
    .replace(/\s+/g, ' ');
const text = textOf(input);

describe('the report does not say', () => {
  test.each([
    ['what no interval supports', /Values vary most|[Nn]ever run out|single strongest|Lead customers/],
    ['a ratio of a rate to itself', /times the rate at which/],
    ['raw identifiers of the record', /sent_ok|sent_error|throughput_eps|start_stream/],
    ['that it runs itself', /\brunning\b/],
    ['a count of nothing', /\b0 (false alarms|valid orders)/],
    [
      'words of the trade that it never explains',
      /\b(landed|rehears\w+|spoilt|stamps?|slots?|balances?|told|taken for)\b/i,
    ],
    ['error mode for a fault type', /error modes?|\bInjected modes?\b/],
    ['hours as those of shops that are UTC', /hours from \d\d:00 to \d\d:00[^ ]* (?!UTC)/],
  ])('%s', (_, pattern) => {
    expect(text.match(new RegExp(`.{0,60}(?:${pattern.source}).{0,40}`, pattern.flags))?.[0]).toBeUndefined();
  });
});

describe('the report says', () => {
  test.each([
    [
      'why percentiles of stages do not add up',
      'Percentiles do not add up, because an event that is slow in one stage need not be slow in another: the 95th percentiles of the stages add up to',
    ],
    ['what the medians of batches are weighted by', 'every batch counting once'],
    ['what the limit of the warm-up applies to', 'The limit of 10 s for the warm-up applies to its load'],
    ['intervals beside findings', '95% interval'],
    ['hours of both clocks', 'Polish time)'],
    ['how sure it is that nothing valid is rejected', 'With 95% confidence the true rate is at most 0.1%'],
    ['which orders the tallest bar stands for', ' placed on Saturdays.'],
    ['what one run cannot show', 'Only repeated runs can show how much the percentiles vary.'],
    [
      'what counting from the schedule adds',
      'so it also includes any delay of a sender that falls behind its schedule',
    ],
    ['rates with the decimals of their metrics', 'at 219.9 per second'],
    ['that the sample is synthetic', 'The orders are synthetic.'],
  ])('%s', (_, sentence) => {
    expect(text).toContain(sentence);
  });

  test('a table has no head that breaks in the middle of a phrase', () => {
    expect(text).toContain('Fault type Injected Predicted Precision Recall');
  });
});

test('waits below zero are reported with stage, number and cause', () => {
  const { latency } = sectionsOf(input.record);
  const stage = latency!.stages.appended_to_batch_start;
  const stages = { ...latency!.stages, appended_to_batch_start: { ...stage, negatives: 12, zeros: 3 } };
  const sections = { ...input.record.sections, latency: { ...latency!, stages } };
  const report = { ...input, record: { ...input.record, sections } };
  expect(textOf(report)).toContain(
    'Appended to batch start: of 5,500 values, 12 below zero and 3 of exactly zero; a micro-batch fixes the offsets it takes shortly after its start',
  );
});

test('a concentrated range is worth advice, a spread one is not', () => {
  expect(text).not.toContain('Watch the stock');
  const { analysis } = input.results;
  const shares = [0.5, 0.35, ...Array.from({ length: 8 }, () => 0.15 / 8)];
  const revenue = analysis.totals.revenue;
  let cumulative = 0;
  const pareto = analysis.pareto.map((row, index) => {
    const share = shares[index] ?? 0;
    cumulative += share;
    return { ...row, share, revenue: share * revenue, cumulative_share: Math.min(1, cumulative) };
  });
  const concentrated = { ...input, results: { ...input.results, analysis: { ...analysis, pareto } } };
  expect(textOf(concentrated)).toContain('Watch the stock of');
  expect(textOf(concentrated)).toContain('Revenue is concentrated.');
});

test('the drawing names the topic of the run', () => {
  const drawing = architectureDiagram(input.record, 'orders-20261121-105812-quick-42').markup;
  const lines = [...drawing.matchAll(/class="label topic"[^>]*>\s*([^<]*?)\s*</g)].map(
    ([, line = '']) => line,
  );
  expect(lines.join('')).toBe('topic orders-20261121-105812-quick-42');
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(26);
  const page = renderReportHtml(ORDERS_REPORT, {
    ...input,
    record: { ...input.record, topics: ['orders-of-this-run'] },
  });
  expect(page).toContain('topic orders-of-this-run');
});
