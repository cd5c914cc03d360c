import { mkdtemp, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BASE_SETTINGS, type BaseExperiment } from '../../src/config/experiment.js';
import { runPaths } from '../../src/config/paths.js';
import { resolveSettings, type Settings } from '../../src/config/settings.js';
import { writeJson } from '../../src/core/files.js';
import type { Pipeline } from '../../src/experiment/pipeline.js';
import { loadRunData } from '../../src/notebooks/run-data.js';

const pipeline = {
  name: 'rides',
  version1: { sections: [], names: {} },
  config: { schema: z.strictObject({ ...BASE_SETTINGS, count: z.int().default(5) }), axes: [] },
  results: z.strictObject({ rides: z.int() }),
} as unknown as Pipeline<BaseExperiment & { readonly count: number }, { readonly rides: number }>;

let home: string;
let settings: Settings;
const paths = () => runPaths(settings.paths.runs, 'a-run');
const load = () => loadRunData(pipeline, settings, 'a-run');

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'run-data-'));
  settings = resolveSettings({ STREAMBOOK_HOME: home });
  // As version 1 of the record was written.
  await writeJson(paths().record, {
    format: 'streambook-run',
    version: 1,
    run_id: 'a-run',
    experiment: 'few',
    status: 'done',
    seed: 7,
    started_at: '2026-01-31T09:30:00.000Z',
    pid: 1,
    phases: [],
  });
  await writeJson(paths().config, { name: 'few', title: 'Few rides', question: 'How many?', seed: 7 });
  await writeJson(paths().results, { rides: 3 });
});
afterAll(() => rm(home, { recursive: true }));

describe('a finished run', () => {
  it('is what was to be done, with settings that it did not know yet, what was measured and what came of it', async () => {
    expect(await load()).toMatchObject({
      runId: 'a-run',
      experiment: { name: 'few', seed: 7, count: 5 },
      record: { run_id: 'a-run', status: 'done' },
      results: { rides: 3 },
      paths: { folder: paths().folder },
    });
  });

  it('has results of its pipeline, and says when it has none', async () => {
    await writeJson(paths().results, { trips: 3 });
    await expect(load()).rejects.toMatchObject({ code: 'BAD_RUN' });
    await unlink(paths().results);
    await expect(load()).rejects.toThrow('the run did not get so far');
  });

  it('is one that there is', async () => {
    await expect(loadRunData(pipeline, settings, 'no-run')).rejects.toMatchObject({ code: 'NO_SUCH_RUN' });
  });
});
