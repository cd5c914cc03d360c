import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseSweep } from '../../src/config/sweep.js';
import { StreambookError } from '../../src/core/errors.js';
import { runSweep, timeToGo } from '../../src/experiment/run-sweep.js';
import { type SweepRecord, listSweeps } from '../../src/runs/sweep-record.js';
import { listRunIds, loadRun } from '../../src/runs/store.js';
import { type TestHome, testHome } from './home.js';
import { words, wordsExperiment } from './words.js';

let home: TestHome;
beforeEach(async () => void (home = await testHome()));
afterEach(() => home.remove());

const SWEEP = parseSweep(words.config, { length: [3, 6], msPerWord: [2], repetitions: 2 }, 'a test');
const INTERRUPTED = new StreambookError('INTERRUPTED', 'Interrupted by SIGINT');

/** Without charts, so that a run takes no longer than it must. */
const plain = { ...words, charts: [], report: { ...words.report, sections: [] } };

/** @param runs After so many runs Ctrl-C is pressed. */
async function sweep({ runs = Infinity, fresh = false, titlePage = {} } = {}): Promise<SweepRecord> {
  const ending = new AbortController();
  let begun = 0;
  const { settings, reporter } = home;
  const run: typeof words.run = (context) => {
    begun += 1;
    if (begun > runs) ending.abort(INTERRUPTED);
    return words.run(context);
  };
  return runSweep({
    pipeline: { ...plain, run },
    experiment: wordsExperiment(),
    sweep: SWEEP,
    fresh,
    titlePage,
    settings,
    reporter,
    signal: ending.signal,
  });
}

const placesOf = ({ runs }: SweepRecord) => runs.map(({ point, repetition }) => `${repetition}:${point}`);
const progressLines = () => home.lines.filter((line) => line.startsWith('=='));

it('says how long the runs that are left will take, in seconds below a minute', () => {
  const taking = (...durations: number[]) => ({
    runs: durations.map((duration_ms, point) => ({ point, repetition: 1, run_id: `r${point}`, duration_ms })),
  });
  expect(timeToGo(taking(), 4)).toBe('');
  expect(timeToGo(taking(3000, 4000), 3)).toBe(', about 11 s to go');
  expect(timeToGo(taking(14_900), 4)).toBe(', about 1 min to go');
  expect(timeToGo(taking(30_000), 5)).toBe(', about 3 min to go');
});

describe('a sweep', () => {
  it('runs every point as often as it says, repetition by repetition, and goes on after Ctrl-C', async () => {
    await expect(sweep({ runs: 2, titlePage: { course: 'Streams' } })).rejects.toBe(INTERRUPTED);
    const [unfinished] = await listSweeps(home.settings.paths);
    expect(placesOf(unfinished!)).toEqual(['1:0', '1:1']);
    expect(unfinished?.finished_at).toBeUndefined();
    expect(progressLines()).toEqual([
      '== run 1 of 4: Length of the text 3 words, Time for a word 2 ms, repetition 1',
      expect.stringMatching(
        /^== run 2 of 4: Length of the text 6 words, .*, repetition 1, about \d+ s to go$/,
      ),
      expect.stringMatching(
        /^== run 3 of 4: Length of the text 3 words, .*, repetition 2, about \d+ s to go$/,
      ),
    ]);

    home.lines.splice(0);
    const finished = await sweep();
    expect(home.lines[0]).toBe(
      `going on with ${unfinished?.sweep_id}, of which 2 runs are there (--fresh begins again)`,
    );
    expect(placesOf(finished)).toEqual(['1:0', '1:1', '2:0', '2:1']);
    expect(finished.finished_at).toBeDefined();
    expect(finished.runs.slice(0, 2)).toEqual(unfinished?.runs);
    expect(await listSweeps(home.settings.paths)).toEqual([finished]);
    const records = await Promise.all(
      finished.runs.map(async ({ run_id: id }) => (await loadRun([words], home.settings.paths, id)).record),
    );
    // A run that was interrupted within the same second has the id already: the other's ends in -2.
    expect(
      records.map(({ experiment, sections, run_id: id }) => [
        experiment,
        sections['time_ms'],
        id.slice(16).replace(/-\d+$/, ''),
      ]),
    ).toEqual([
      ['count-c1', 6, 'count-c1-r1'],
      ['count-c2', 12, 'count-c2-r1'],
      ['count-c1', 6, 'count-c1-r2'],
      ['count-c2', 12, 'count-c2-r2'],
    ]);
  }, 120_000);

  it('makes runs again that were removed meanwhile', async () => {
    await expect(sweep({ runs: 1 })).rejects.toBe(INTERRUPTED);
    const [{ runs } = { runs: [] }] = await listSweeps(home.settings.paths);
    await rm(`${home.settings.paths.runs}/${runs[0]?.run_id}`, { recursive: true });
    home.lines.splice(0);
    await expect(sweep({ runs: 0 })).rejects.toBe(INTERRUPTED);
    expect(home.lines[0]).toContain('of which 0 runs are there and 1 that were removed are made again');
    expect(progressLines()[0]).toContain('run 1 of 4');
  }, 60_000);

  it('begins again when it is asked to', async () => {
    await expect(sweep({ runs: 0 })).rejects.toBe(INTERRUPTED);
    home.lines.splice(0);
    await expect(sweep({ runs: 0, fresh: true })).rejects.toBe(INTERRUPTED);
    expect(home.lines.join()).not.toContain('going on');
  });

  it('ends with the first run in which its pipeline finds a fault; that run is kept, and made again', async () => {
    const { settings, reporter } = home;
    const lossy = runSweep({
      pipeline: plain,
      experiment: wordsExperiment({ losses: 1 }),
      sweep: SWEEP,
      settings,
      reporter,
      signal: new AbortController().signal,
    });
    await expect(lossy).rejects.toMatchObject({ code: 'WORDS_LOST' });
    const [record] = await listSweeps(settings.paths);
    expect(record?.runs).toEqual([]);
    expect(await listRunIds(settings.paths)).toHaveLength(1);
  }, 60_000);
});
