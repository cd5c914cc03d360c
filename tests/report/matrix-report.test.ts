import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { medianInterval } from '../../src/metrics/median-interval.js';
import { writeMatrixReport, type MatrixReportInput } from '../../src/report/matrix-report.js';
import { bundledChromiumFolder } from '../../src/report/write.js';
import { readPdf } from './pdf-reader.js';

const cell = (eventsPerSecond: number, p50: number): MatrixReportInput['cells'][number] => ({
  settings: { eventsPerSecond, errorShare: 0.1, partitions: 6, triggerIntervalSeconds: 0 },
  figures: {
    committed_p50_ms: medianInterval([p50, p50 + 5, p50 + 9]),
    committed_p95_ms: medianInterval([p50 * 2]),
    committed_p99_ms: medianInterval([p50 * 3]),
    ack_p50_ms: null,
  },
});

const input: MatrixReportInput = {
  matrixId: '20261121-120000-rate-sweep',
  title: 'Latency against rate',
  question: 'What does the rate do?',
  startedAt: '2026-11-21T12:00:00.000Z',
  seed: 42,
  repetitions: 3,
  axes: ['eventsPerSecond'],
  cells: [cell(20, 170), cell(220, 290), cell(5000, 310)],
  runIds: ['run-a', 'run-b'],
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matrix-report-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('prints medians with their intervals, curves and the runs they come from', async () => {
  const { pdf } = await writeMatrixReport(input, folder, { bundledFolder: bundledChromiumFolder() });
  const { pages } = await readPdf(await readFile(pdf));
  const text = pages.join(' ');
  for (const expected of [
    ...['Latency against rate', 'What does the rate do?', '20261121-120000-rate-sweep'],
    ...['3 combinations', 'median of 3 runs', '75.0%', '175.0', '170.0–179.0', '5,000', '–'],
    ...['Figure 1.', 'Latency (ms)', 'p95', 'run-a', 'run-b'],
  ])
    expect(text).toContain(expected);
  // Nothing was measured for the other two figures.
  expect(text).not.toContain('Figure 2.');
});
