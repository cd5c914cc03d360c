import { expect, test } from 'vitest';
import { renderFailedRunHtml } from '../../src/report/failed-run.js';
import { SMALL_REPORT, smallInput } from './small-report.js';

const { record, experiment } = smallInput();
const page = (
  status: 'failed' | 'interrupted' | 'running',
  committed?: { words: number },
  canAnalyze = true,
) =>
  renderFailedRunHtml(
    { ...SMALL_REPORT, canAnalyze },
    {
      record: {
        ...record,
        status,
        finished_at: '2026-11-21T10:58:19.497Z',
        error: { phase: 'collect', code: 'SERVICE_DIED', message: 'spark died at 12.3 s' },
      },
      experiment,
      committed,
      log: ['a line of the log <kill>'],
    },
  )
    .replace(/<(?!\/?(?:h2|li)\b|div class="banner)[^>]+>/g, '')
    .replace(/\s+/g, ' ');

test('says how the run ended, in the words of its pipeline, and what is known of it', () => {
  const failed = page('failed', { words: 17 });
  expect(failed).toContain('<div class="banner failed">');
  expect(failed).toContain('This run failed. It ended in phase “counting”: count the words.');
  expect(failed).toContain('<h2 id="counted">What was counted so far</h2> 17 words');
  expect(failed).toContain('a line of the log &lt;kill&gt;');
  expect(failed).toContain('npx streambook run words');
});

test('of an interrupted or a killed run says so', () => {
  expect(page('interrupted')).toContain('This run was interrupted.');
  expect(page('running')).toContain('The process of this run was killed.');
  expect(page('running')).toContain('no words');
});

test('names the experiment with its pipeline, and the time in seconds', () => {
  expect(page('failed')).toContain('Experiment words/words');
  expect(page('failed')).toContain('Ended after 7.5 s');
});

test('advises to analyse only what can be analysed', () => {
  expect(page('failed')).toContain(
    'npx streambook analyze 20261121-105812-words analyses what was committed',
  );
  const without = page('failed', undefined, false);
  expect(without).not.toContain('streambook analyze');
  expect(without).toMatch(/wrote last\.<\/li><li>npx streambook run words/);
});
