import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseSweep } from '../../src/config/sweep.js';
import { reportSweep } from '../../src/experiment/sweep-summary.js';
import type { SweepRecord } from '../../src/runs/sweep-record.js';
import { readPdf } from '../report/pdf-reader.js';
import { type TestHome, testHome } from './home.js';
import { storeRun } from './stored-run.js';
import { words, wordsEvidence, wordsExperiment } from './words.js';

let home: TestHome;
beforeAll(async () => void (home = await testHome()));
afterAll(() => home.remove());

/** Stores a run that took so long. */
async function runTaking(ms: number, runId: string): Promise<string> {
  const evidence = wordsEvidence({}, runId);
  evidence.record.sections = { time_ms: ms };
  await storeRun(home, evidence);
  return runId;
}

it('sums each point up by the medians of its repetitions, and prints them', async () => {
  const entry = async (point: number, repetition: number, ms: number) => ({
    point,
    repetition,
    run_id: await runTaking(ms, `c${point}-r${repetition}`),
    duration_ms: 1000,
  });
  const record: SweepRecord = {
    format: 'streambook-sweep',
    version: 2,
    sweep_id: '20260131-093000-lengths',
    pipeline: 'words',
    experiment: { ...wordsExperiment() },
    sweep: parseSweep(words.config, { length: [3, 600], repetitions: 3 }, 'a test'),
    title_page: { authors: ['Ada Lovelace'] },
    started_at: '2026-01-31T09:30:00.000Z',
    runs: [
      await entry(0, 1, 11),
      await entry(1, 1, 1300),
      await entry(0, 2, 17),
      await entry(1, 2, 1100),
      await entry(0, 3, 13),
      await entry(1, 3, 1200),
    ],
  };
  const { pdf, html } = await reportSweep(words, home.settings.paths, record);
  expect(
    [pdf, html].map((file) => file.startsWith(join(home.settings.paths.reports, record.sweep_id))),
  ).toEqual([true, true]);
  const text = (await readPdf(await readFile(pdf))).pages.join(' ');
  for (const expected of ['Ada Lovelace', '2 grid points', 'Length of the text (words)', 'c0-r1', 'c1-r3'])
    expect(text).toContain(expected);
  // Of 11, 13 and 17 with three words, and of 1100, 1200 and 1300 with 600.
  expect(text).toMatch(/ 3 13\.0 11\.0–17\.0 – 600 1,200 1,100–1,300 – /);
}, 60_000);
