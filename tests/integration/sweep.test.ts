import { orders } from '../../src/pipelines/orders/pipeline.js';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ordersExperiment, ordersKind } from '../../src/pipelines/orders/config.js';
import { parseSweep } from '../../src/config/sweep.js';
import { reportSweep } from '../../src/experiment/sweep-summary.js';
import { runSweep } from '../../src/experiment/run-sweep.js';
import { StreambookError } from '../../src/core/errors.js';
import { silentReporter } from '../../src/core/reporter.js';
import { listSweeps } from '../../src/runs/sweep-record.js';
import { loadRun } from '../../src/runs/store.js';
import { readPdf } from '../report/pdf-reader.js';
import { testSettings } from './support.js';
import { sectionsOf } from '../../src/pipelines/orders/record.js';

const settings = testSettings();
const experiment = ordersExperiment(
  {
    title: 'A small sweep',
    question: 'Does a fill-first run with other partitions work, and does the sweep go on after a break?',
    durationSeconds: 3,
    jvmWarmUpSeconds: 0,
    excludedRampUpSeconds: 0,
    validEventsPerSecond: 100,
    invalidEventsPerSecond: 20,
    backlog: true,
  },
  'small-sweep',
  'test',
);
const PARTITIONS = [2, 3];
const sweep = parseSweep(ordersKind, { partitions: PARTITIONS, repetitions: 1 }, 'a test');

/** Ends everything when the given run begins to send. */
function interruptRun(number: number) {
  const controller = new AbortController();
  let sending = 0;
  const reporter = {
    ...silentReporter,
    line: (text: string) => {
      if (text.startsWith('produce') && (sending += 1) === number)
        controller.abort(new StreambookError('INTERRUPTED', 'Interrupted by SIGINT'));
    },
  };
  return { reporter, signal: controller.signal };
}

describe('a sweep', () => {
  it('goes on where it was interrupted, never overwrites, and ends in a comparison', async () => {
    const options = { experiment, sweep, settings };
    await expect(runSweep({ pipeline: orders, ...options, ...interruptRun(2) })).rejects.toThrow(
      'Interrupted',
    );
    const [begun] = await listSweeps(settings.paths);
    expect(begun?.finished_at).toBeUndefined();
    expect(begun?.runs.map(({ point, repetition }) => [point, repetition])).toEqual([[0, 1]]);

    const { signal } = new AbortController();
    const record = await runSweep({ pipeline: orders, ...options, reporter: silentReporter, signal });
    expect(record.sweep_id).toBe(begun?.sweep_id);
    expect(record.runs.map(({ point }) => point)).toEqual([0, 1]);
    expect(record.runs[0]).toEqual(begun?.runs[0]);
    expect(record.finished_at).toBeDefined();
    expect(await listSweeps(settings.paths)).toEqual([record]);

    for (const [index, { run_id: runId }] of record.runs.entries()) {
      const { record: run } = await loadRun([orders], settings.paths, runId);
      expect(sectionsOf(run).ledger).toMatchObject({
        generated: 360,
        valid: 300,
        invalid: 60,
        reconciled: true,
      });
      expect(sectionsOf(run).ledger?.partitions).toHaveLength(PARTITIONS[index] ?? 0);
      const order = run.phases.map(({ name }) => name);
      expect(order.indexOf('start_stream')).toBeGreaterThan(order.indexOf('produce'));
    }

    const { pdf } = await reportSweep(orders, settings.paths, record);
    const text = (await readPdf(await readFile(pdf))).pages.join(' ');
    for (const expected of ['A small sweep', '2 grid points', 'Partitions', record.sweep_id])
      expect(text).toContain(expected);
  });
});
