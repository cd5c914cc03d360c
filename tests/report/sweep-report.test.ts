import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SweepReportInput, renderSweepHtml, writeSweepReport } from '../../src/report/sweep-report.js';
import { bundledChromiumFolder } from '../../src/report/write.js';
import { readPdf } from './pdf-reader.js';
import { medianInterval } from '../../src/stats/median-interval.js';
import { SMALL_REPORT } from './small-report.js';

const point = (words: number, ms: number) => ({
  settings: { words, threads: 0 },
  figures: { time_ms: medianInterval([ms, ms + 5, ms + 9]), memory: null },
});

/** A sweep along one axis, in which not every figure was measured. */
const sweep: SweepReportInput = {
  sweepId: '20261121-120000-word-sweep',
  title: 'Time against words',
  question: 'What do more words do?',
  startedAt: '2026-11-21T12:00:00.000Z',
  seed: 42,
  repetitions: 3,
  axes: [{ id: 'words', label: 'Words', unit: 'thousand' }],
  points: [point(20, 170), point(220, 290), point(5000, 310)],
  runIds: ['run-a', 'run-b'],
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sweep-report-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('prints medians with their intervals, curves and the runs they come from', async () => {
  const { pdf } = await writeSweepReport(SMALL_REPORT, sweep, folder, {
    bundledFolder: bundledChromiumFolder(),
  });
  const { pages } = await readPdf(await readFile(pdf));
  const text = pages.join(' ');
  for (const expected of [
    'Time against words',
    'What do more words do?',
    '20261121-120000-word-sweep',
    ...[
      '3 grid points',
      'median of 3 runs',
      '75.0% confidence interval',
      'are not shown to differ',
      '175.0',
      '170.0–179.0',
      '5,000',
      '–',
    ],
    'Figure 1.',
    'Time (ms)',
    'Words (thousand)',
    'run-a',
    'run-b',
  ])
    expect(text).toContain(expected);
  // Nothing was measured for the other figure.
  expect(text).not.toContain('Figure 2.');
});

test('without a comparison of its own, a pipeline has a column and a plot for each of its metrics', async () => {
  const of = () => null;
  const { sweep: own, ...rest } = SMALL_REPORT;
  expect(own).toBeDefined();
  const design = {
    ...rest,
    metrics: [
      { id: 'memory', label: 'Memory', digits: 0, of },
      { id: 'time_ms', label: 'Time, p50', unit: 'ms' as const, digits: 1, of },
    ],
  };
  const page = await renderSweepHtml(design, sweep);
  expect([...page.matchAll(/<th\b[^>]*>([^<]+)</g)].map(([, head]) => head)).toEqual([
    'Words (thousand)',
    'Memory',
    'Time, p50 (ms)',
  ]);
  expect(page).toContain('<b>295.0</b>');
  // Nothing was measured for the memory, so the other plot is the first figure.
  expect(
    [...page.matchAll(/<b>(Figure \d+\.)<\/b> ([^<]+)</g)].map(([, number, caption]) => [number, caption]),
  ).toEqual([['Figure 1.', 'Time, p50: medians over the repetitions, with their intervals']]);
  // Without an axis there is nothing to draw along.
  expect(await renderSweepHtml(design, { ...sweep, axes: [] })).not.toContain('<figure id="fig-');
});

test('says how a run of the sweep is repeated', async () => {
  expect(await renderSweepHtml(SMALL_REPORT, sweep)).toContain(
    '<code>npx streambook run data/runs/&lt;run&gt;/config.json</code> repeats it',
  );
});
