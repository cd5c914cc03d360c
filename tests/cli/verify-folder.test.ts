import { PIPELINES } from '../../src/pipelines/index.js';
import { orders } from '../../src/pipelines/orders/pipeline.js';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { folderTable, verifyFolder } from '../../src/cli/verify-folder.js';
import { chartsOf } from '../../src/experiment/render.js';
import { pipelineReport } from '../../src/experiment/pipeline-report.js';
import { writeReport } from '../../src/report/write.js';
import { simulateRun } from '../pipelines/orders/simulated-run.js';
import { withPages } from '../experiment/verify/forge.js';

let home: string;
let submissions: string;
const { signal } = new AbortController();

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'verify-folder-test-'));
  submissions = join(home, 'submissions');
  await mkdir(join(submissions, 'late'), { recursive: true });
  const input = await simulateRun(home, 'a-run');
  const record = { ...input.record, title_page: { authors: ['Ada Lovelace'] } };
  const charts = await chartsOf(orders.charts, input.results);
  const { pdf } = await writeReport(
    pipelineReport(orders),
    { ...input, record, charts },
    join(home, 'report'),
  );
  await copyFile(pdf, join(submissions, 'ada.pdf'));
  const forged = await withPages(await readFile(pdf), (document) => document.removePage(2));
  await writeFile(join(submissions, 'late', 'bob.pdf'), forged);
  await writeFile(join(submissions, 'essay.pdf'), 'no PDF at all');
  await writeFile(join(submissions, 'notes.txt'), 'not looked at');
}, 120_000);
afterAll(() => rm(home, { recursive: true }));

it('checks every PDF of a folder, and says of each what it is', async () => {
  const checked = await verifyFolder(PIPELINES, submissions, signal);
  expect(checked.map(({ file, verdict }) => [file, verdict])).toEqual([
    ['ada.pdf', 'holds'],
    ['essay.pdf', 'unreadable'],
    ['late/bob.pdf', 'DIFFERS'],
  ]);
  const [, ada = '', essay = '', bob = ''] = folderTable(checked).split('\n');
  expect(ada).toMatch(/^ada\.pdf +a-run +11 +Ada Lovelace +holds +the same run as late\/bob\.pdf$/);
  expect(essay).toMatch(/^essay\.pdf +– +– +– +unreadable +essay\.pdf cannot be read as a PDF: /);
  expect(bob).toMatch(
    /^late\/bob\.pdf +a-run +11 +Ada Lovelace +DIFFERS +page 3 is missing: .*; the same run as ada\.pdf$/,
  );
});

it('refuses a folder without a PDF', async () => {
  await expect(verifyFolder(PIPELINES, join(home, 'report', '..', 'data'), signal)).rejects.toThrow(
    'has no PDF in it',
  );
});
