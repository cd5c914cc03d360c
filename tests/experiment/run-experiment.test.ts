import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StreambookError } from '../../src/core/errors.js';
import { thisHost } from '../../src/experiment/host.js';
import type { Pipeline, RunContext } from '../../src/experiment/pipeline.js';
import { runExperiment } from '../../src/experiment/run-experiment.js';
import { loadEvidence } from '../../src/experiment/stored-evidence.js';
import type { RunRecord } from '../../src/runs/record.js';
import { createRunFolder, loadRun } from '../../src/runs/store.js';
import { readPdf } from '../report/pdf-reader.js';
import { type TestHome, testHome } from './home.js';
import { words, type Words, wordsExperiment } from './words.js';

let home: TestHome;
beforeAll(async () => void (home = await testHome()));
afterAll(() => home.remove());

/** A clock that goes on by a second at each look. */
function steadyHost() {
  let seconds = 0;
  return {
    ...thisHost(),
    now: () => new Date(Date.UTC(2026, 0, 31, 9, 30, (seconds += 1))),
    monotonicMs: () => 1000 * seconds,
    machine: { os: 'TestOS', cpu: 'Test CPU', cores: 3, memory_mb: 4096 },
  };
}

async function run(
  runId: string,
  { pipeline = words, experiment = wordsExperiment(), signal = new AbortController().signal } = {},
): Promise<RunRecord> {
  const { settings, reporter } = home;
  const folder = await createRunFolder(settings.paths, runId);
  return runExperiment({
    pipeline,
    experiment,
    runId,
    command: ['run', 'words/count'],
    run: folder,
    titlePage: { authors: ['Ada'] },
    settings,
    host: steadyHost(),
    reporter,
    signal,
  });
}

const stored = async (runId: string) => loadRun([words], home.settings.paths, runId);
type Context = RunContext<Words, never>;

describe('a run from nothing to its report', () => {
  let record: RunRecord;
  beforeAll(async () => void (record = await run('whole')), 60_000);

  it('is recorded as it was made, with the phases of the engine around those of the pipeline', async () => {
    expect(record).toMatchObject({
      version: 2,
      run_id: 'whole',
      pipeline: 'words',
      experiment: 'count',
      status: 'done',
      seed: 42,
      command: ['run', 'words/count'],
      started_at: '2026-01-31T09:30:01.000Z',
      process: { pid: process.pid },
      machine: { cores: 3 },
      sections: { time_ms: 16 },
      title_page: { authors: ['Ada'] },
    });
    expect(record.phases.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'prepare done',
      'services done',
      'collect done',
      'charts done',
      'report done',
    ]);
    expect((await stored('whole')).record).toEqual(record);
  });

  it('has versions of what took part: no service, so no Java', () => {
    expect(Object.keys(record.versions ?? {})).toEqual([
      'streambook',
      'node',
      'vega-lite',
      'vega',
      'chromium',
    ]);
    expect(record.versions?.['chromium']).toMatch(/^\d+\.\d+/);
  });

  it('leaves settings, results and manifest that can be read again', async () => {
    const { experiment, results, manifest } = await loadEvidence(words, await stored('whole'));
    expect(experiment).toEqual(wordsExperiment());
    expect(results).toEqual({
      words: [
        { word: 'the', count: 3 },
        { word: 'of', count: 3 },
        { word: 'and', count: 2 },
      ],
    });
    expect(manifest).toMatchObject({ run_id: 'whole', timings: { time_ms: 16 }, versions: record.versions });
  });

  it('leaves a PDF with its charts, and a log of what it said', async () => {
    const { pages, title } = await readPdf(await readFile(record.report?.pdf ?? ''));
    expect(title).toBe('Counting words: report of run whole');
    expect(pages.join(' ')).toContain('Figure 1. The words by their counts');
    const log = await readFile(`${(await stored('whole')).paths.logs}/run.log`, 'utf8');
    for (const said of ['prepare: ', 'collect: 8 words', 'report: HTML and PDF']) {
      expect(home.lines.join('\n')).toContain(said);
      expect(log).toContain(said);
    }
  });
});

it('a run in which its pipeline finds a fault has a report all the same, and has failed where the fault arose', async () => {
  const record = await run('lossy', { experiment: wordsExperiment({ losses: 2 }) });
  expect(record).toMatchObject({
    status: 'failed',
    error: { phase: 'collect', code: 'WORDS_LOST', message: '2 words were lost' },
  });
  expect((await readPdf(await readFile(record.report?.pdf ?? ''))).pages.join(' ')).toContain(
    'Words were lost',
  );
}, 60_000);

describe('a run that fails', () => {
  const failing = (work: Pipeline<Words>['run']): typeof words => ({ ...words, run: work }) as typeof words;

  it('in a phase says which, and throws what made it fail', async () => {
    const error = new StreambookError('SERVICE_DIED', 'spark died at 2.0 s of the run');
    const pipeline = failing(({ phase }) => phase('collect', '', () => Promise.reject(error)));
    await expect(run('failing', { pipeline })).rejects.toBe(error);
    const { record, paths } = await stored('failing');
    expect(record).toMatchObject({
      status: 'failed',
      error: { phase: 'collect', code: 'SERVICE_DIED', message: 'spark died at 2.0 s of the run' },
    });
    expect(record.phases.at(-1)).toMatchObject({ name: 'collect', status: 'failed' });
    expect(record.report).toBeUndefined();
    expect(await readFile(`${paths.logs}/run.log`, 'utf8')).toContain('the run ended');
  });

  it('by Ctrl-C is interrupted, also before it has begun', async () => {
    const why = new StreambookError('INTERRUPTED', 'Interrupted by SIGINT');
    await expect(run('interrupted', { signal: AbortSignal.abort(why) })).rejects.toBe(why);
    expect((await stored('interrupted')).record).toMatchObject({
      status: 'interrupted',
      phases: [],
      error: { phase: 'prepare', code: 'INTERRUPTED' },
    });
  });

  it('by Ctrl-C while its pipeline works ends that work by its signal', async () => {
    const ending = new AbortController();
    const why = new StreambookError('INTERRUPTED', 'Interrupted by SIGINT');
    let seen: unknown;
    const pipeline = failing(async ({ signal, phase }: Context) =>
      phase('collect', '', async () => {
        ending.abort(why);
        seen = signal.reason;
        await Promise.resolve();
        return { results: { words: [] } };
      }),
    );
    await expect(run('cut-off', { pipeline, signal: ending.signal })).rejects.toBe(why);
    expect(seen).toBe(why);
    expect((await stored('cut-off')).record).toMatchObject({
      status: 'interrupted',
      error: { phase: 'collect' },
    });
  });

  it('for want of disk space does nothing but say so', async () => {
    const pipeline = { ...words, diskMb: () => 1e9 };
    await expect(run('too-big', { pipeline })).rejects.toMatchObject({
      code: 'DISK_FULL',
      message: expect.stringMatching(/this experiment needs about 100000\d+ MB/) as string,
    });
    expect((await stored('too-big')).record).toMatchObject({
      error: { phase: 'prepare', code: 'DISK_FULL' },
    });
  });
});

it('a pipeline sees the record as it grows, and may release its services at any time', async () => {
  const seen: unknown[] = [];
  const pipeline = {
    ...words,
    async run(context: Context) {
      await context.add({ sections: { time_ms: 1 } });
      seen.push(context.record.sections, context.keepTopic, context.experiment.length);
      await context.releaseServices();
      await context.releaseServices();
      throw new Error('enough seen');
    },
  };
  await expect(run('seeing', { pipeline })).rejects.toThrow('enough seen');
  expect(seen).toEqual([{ time_ms: 1 }, false, 8]);
  expect((await stored('seeing')).record.sections).toEqual({ time_ms: 1 });
});
