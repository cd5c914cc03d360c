import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeMatrixReport } from '../../src/report/matrix-report.js';
import { bundledChromiumFolder } from '../../src/report/write.js';
import { readPdf } from './pdf-reader.js';
import { sampleMatrix } from './sample-matrix.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matrix-report-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('prints medians with their intervals, curves and the runs they come from', async () => {
  const { pdf } = await writeMatrixReport(sampleMatrix, folder, { bundledFolder: bundledChromiumFolder() });
  const { pages } = await readPdf(await readFile(pdf));
  const text = pages.join(' ');
  for (const expected of [
    ...['Latency against rate', 'What does the rate do?', '20261121-120000-rate-sweep'],
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
    ...['Figure 1.', 'Latency (ms)', 'p95', 'run-a', 'run-b'],
  ])
    expect(text).toContain(expected);
  // Nothing was measured for the other two figures.
  expect(text).not.toContain('Figure 2.');
});
