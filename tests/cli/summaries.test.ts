import { expect, it } from 'vitest';
import { runSummary } from '../../src/cli/summaries.js';
import type { Pipeline } from '../../src/experiment/pipeline.js';
import { words, wordsEvidence } from '../experiment/words.js';

const { record } = wordsEvidence();

it('shows every metric that was measured with its digits, and where the report is', () => {
  const printed = { ...record, report: { pdf: '/reports/a/report.pdf', html: '/reports/a/report.html' } };
  expect(runSummary(words, printed).split('\n')).toEqual([
    'run      20260131-093000-count',
    'metrics',
    '  Time, p50 (ms)  16.0',
    'report   /reports/a/report.pdf',
  ]);
});

it('has the lines of the pipeline between the id and the metrics, and no metrics where none was measured', () => {
  const told: Pipeline = { ...words, summary: ({ seed }) => [`words    of seed ${seed}`] };
  expect(runSummary(told, { ...record, sections: {} })).toBe(
    'run      20260131-093000-count\nwords    of seed 42',
  );
});
