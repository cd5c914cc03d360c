import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ordersExperiment, ordersKind } from '../../src/pipelines/orders/config.js';
import { parseSweep } from '../../src/config/sweep.js';
import { projectPaths } from '../../src/config/paths.js';
import { listSweeps, type SweepRecord, saveSweep, withStoredRuns } from '../../src/runs/sweep-record.js';
import { createRunFolder } from '../../src/runs/store.js';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'streambook-sweep-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

it('a sweep does not go on from runs that were removed', async () => {
  const paths = projectPaths(home);
  const entry = (point: number, runId: string) => ({ point, repetition: 1, run_id: runId, duration_ms: 1 });
  const record: SweepRecord = {
    format: 'streambook-sweep',
    version: 2,
    sweep_id: 'sweep',
    experiment: { ...ordersExperiment({ title: 'Sweep', question: 'What is left?' }, 'sweep', 'test') },
    pipeline: 'orders',
    sweep: parseSweep(ordersKind, { partitions: [1, 2] }, 'a test'),
    started_at: '2026-01-31T09:30:00.000Z',
    runs: [entry(0, 'removed'), entry(1, 'stored')],
  };
  await saveSweep(paths, record);
  await createRunFolder(paths, 'stored');
  const [found = record] = await listSweeps(paths);
  expect(found.runs).toHaveLength(2);
  expect((await withStoredRuns(paths, found)).runs).toEqual([entry(1, 'stored')]);
});

it.each([
  ['torn', '{"format":"streambook-sweep"', /torn\/sweep\.json cannot be read: \S/],
  ['of another format', '{"format":"x"}', /sweep\.json cannot be read: format: /],
])('a record that is %s is named', async (name, text, message) => {
  const { sweeps } = projectPaths(home);
  await mkdir(join(sweeps, name), { recursive: true });
  await writeFile(join(sweeps, name, 'sweep.json'), text);
  await expect(listSweeps(projectPaths(home))).rejects.toMatchObject({
    code: 'BAD_RUN',
    message: expect.stringMatching(message) as string,
  });
});
