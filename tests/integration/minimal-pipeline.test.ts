import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { runsTable } from '../../src/cli/runs-table.js';
import { verificationText } from '../../src/cli/verification-text.js';
import { resolveExperiment } from '../../src/config/experiment.js';
import { silentReporter } from '../../src/core/reporter.js';
import { makeRun } from '../../src/experiment/start-run.js';
import { verifyReport } from '../../src/experiment/verify/verify.js';
import { loadRun } from '../../src/runs/store.js';
import { squares } from '../pipelines/minimal/squares.js';
import { readPdf } from '../report/pdf-reader.js';
import { testSettings } from './support.js';

it('a pipeline of one phase, one chart and one section runs, and leaves a PDF that can be verified', async () => {
  const settings = testSettings();
  const raw = { title: 'Squares', question: 'How fast do squares grow?', count: 7 };
  const experiment = resolveExperiment(squares.config, raw, 'seven', 'a test');
  const { signal } = new AbortController();
  const record = await makeRun(squares, experiment, { settings, reporter: silentReporter, signal });
  expect(record).toMatchObject({ pipeline: 'squares', experiment: 'seven', status: 'done' });
  expect(record.phases.map(({ name }) => name)).toEqual([
    'prepare',
    'services',
    'square',
    'charts',
    'report',
  ]);

  const { paths } = await loadRun([squares], settings.paths, record.run_id);
  expect(JSON.parse(await readFile(paths.results, 'utf8'))).toMatchObject({
    squares: Array.from({ length: 7 }, (_, number) => ({ number, square: number * number })),
  });
  const pdf = await readFile(record.report?.pdf ?? '');
  const { pages, title } = await readPdf(pdf);
  expect(title).toBe(`Squares: report of run ${record.run_id}`);
  expect(pages.join(' ')).toContain('Figure 1. The squares');
  const verification = await verifyReport([squares], pdf, 'report.pdf');
  expect(verificationText(verification)).toContain('verdict: holds');

  const listed = { runId: record.run_id, record, pipeline: squares, experiment };
  expect(runsTable([squares], [listed])).toMatch(/ done +42 +Squares$/m);
});
