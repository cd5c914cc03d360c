import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { BASE_SETTINGS, type BaseExperiment } from '../../src/config/experiment.js';
import { resolveSettings, type Settings } from '../../src/config/settings.js';
import { writeJson } from '../../src/core/files.js';
import { silentReporter } from '../../src/core/reporter.js';
import type { Pipeline } from '../../src/experiment/pipeline.js';
import type { Sandbox } from '../../src/notebooks/sandbox.js';
import {
  findOrMakeRun,
  RUN_VARIABLE,
  type RunSearch,
  runOwnExperiment,
  sandboxRun,
} from '../../src/notebooks/sandbox-run.js';
import { createRun, loadRun, saveRecord } from '../../src/runs/store.js';

interface RideExperiment extends BaseExperiment {
  readonly durationSeconds: number;
  readonly ridesPerSecond: number;
}

interface Rides {
  readonly rides: number;
}

const settingsOfRides = z.strictObject({
  ...BASE_SETTINGS,
  durationSeconds: z.number(),
  ridesPerSecond: z.number(),
});

/** As much of a pipeline as is needed to find its runs: its result is how many rides there were. */
const pipeline = {
  name: 'rides',
  config: { schema: settingsOfRides, axes: [] },
  results: z.object({ rides: z.number() }),
} as unknown as Pipeline<RideExperiment, Rides>;

/** A run without any service. */
const make: NonNullable<RunSearch<RideExperiment, Rides>['make']> = async (_, base, { settings }) => {
  const { durationSeconds, ridesPerSecond, name } = base as RideExperiment;
  const { runId, run } = await createRun(settings.paths, name, new Date());
  await writeJson(run.config, base);
  await writeJson(run.results, { rides: durationSeconds * ridesPerSecond });
  await saveRecord(run, {
    format: 'streambook-run',
    version: 2,
    pipeline: 'rides',
    run_id: runId,
    experiment: name,
    status: 'done',
    seed: 42,
    started_at: '2026-01-31T09:30:00.000Z',
    process: { pid: process.pid },
    sections: {},
    phases: [],
  });
  return (await loadRun([pipeline], settings.paths, runId)).record;
};

const experiment: RideExperiment = {
  name: 'rides',
  title: 'Rides',
  question: 'How many?',
  seed: 42,
  durationSeconds: 10,
  ridesPerSecond: 3,
};

let home: string;
let settings: Settings;
let sandbox: Sandbox<RideExperiment, Rides>;
const lines: string[] = [];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sandbox-run-'));
  vi.stubEnv('STREAMBOOK_HOME', home);
  settings = resolveSettings();
  lines.length = 0;
  sandbox = {
    id: 'rides',
    runs: {},
    pipeline,
    settings,
    experiment,
  } as unknown as typeof sandbox;
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await rm(home, { recursive: true });
});

const find = (wanted: RideExperiment) =>
  findOrMakeRun({
    pipeline,
    settings,
    make,
    experiment: wanted,
    reporter: { ...silentReporter, line: (text) => void lines.push(text) },
  });

describe('a run of an experiment', () => {
  it('is made when there is none, which is said before', async () => {
    const run = await find(experiment);
    expect(run).toMatchObject({ experiment, results: { rides: 30 } });
    expect(lines).toEqual([
      'no finished run has these parameters: making one now, of 10 s and what comes before and after',
    ]);
  });

  it('is taken when it is stored, whatever other runs there are', async () => {
    const { runId } = await find(experiment);
    await find({ ...experiment, name: 'fewer-rides', ridesPerSecond: 2 });
    expect((await find(experiment)).runId).toBe(runId);
    expect(lines.at(-1)).toBe(`run ${runId}: stored already`);
  });

  it('that has not finished is none', async () => {
    const { runId, record, paths } = await find(experiment);
    await saveRecord(paths, { ...record, status: 'failed' });
    expect((await find(experiment)).runId).not.toBe(runId);
  });
});

describe('a sandbox', () => {
  it('works on the run of its experiment, and keeps it for the exercises', async () => {
    const run = await find(experiment);
    expect(await sandboxRun(sandbox)).toEqual(run);
    expect(sandbox.runs).toEqual({ shared: run });
  });

  it('works on the run that the runner of notebooks names', async () => {
    const named = await find({ ...experiment, name: 'named', ridesPerSecond: 7 });
    vi.stubEnv(RUN_VARIABLE, named.runId);
    expect(await sandboxRun(sandbox)).toEqual(named);
  });

  it('runs an experiment with what is changed of its own', async () => {
    await find({ ...experiment, name: 'own', ridesPerSecond: 5 });
    const own = await runOwnExperiment(sandbox, { ridesPerSecond: 5 });
    expect(own).toMatchObject({ experiment: { name: 'own', durationSeconds: 10 }, results: { rides: 50 } });
    expect(sandbox.runs.own).toBe(own);
  });

  it('knows the settings that can be changed', async () => {
    const call = runOwnExperiment(sandbox, { ridesPerSecnd: 5 } as never);
    await expect(call).rejects.toThrow(
      'runOwnExperiment: changes has no "ridesPerSecnd". Did you mean "ridesPerSecond"? Allowed are title, question, seed, durationSeconds, ridesPerSecond',
    );
  });
});
