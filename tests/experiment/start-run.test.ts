import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { StreambookError } from '../../src/core/errors.js';
import { makeRun, oneRunAtATime, startRun, takeRunLock } from '../../src/experiment/start-run.js';
import type { RunRecord } from '../../src/runs/record.js';
import { listRunIds, loadRun } from '../../src/runs/store.js';
import { type TestHome, testHome } from './home.js';
import { words, wordsExperiment } from './words.js';

let home: TestHome;
beforeAll(async () => void (home = await testHome()));
afterAll(() => home.remove());
beforeEach(() => void home.lines.splice(0));

const surroundings = (signal = new AbortController().signal) => ({
  settings: home.settings,
  reporter: home.reporter,
  signal,
});

const GONE = new StreambookError('SERVICE_DIED', 'spark died');
const failing = { ...words, run: () => Promise.reject(GONE) };

describe('one run at a time', () => {
  it('a second one waits, says for whom, and goes on when the first is done', async () => {
    const release = await takeRunLock(surroundings());
    const order: string[] = [];
    const second = oneRunAtATime(surroundings(), () => Promise.resolve(order.push('second')));
    await expect.poll(() => home.lines.length).toBeGreaterThan(0);
    expect(home.lines[0]).toMatch(new RegExp(`^one run at a time: .*${process.pid}`));
    order.push('first');
    await release();
    await second;
    expect(order).toEqual(['first', 'second']);
  });

  it('a run that fails lets the next one begin', async () => {
    await expect(oneRunAtATime(surroundings(), () => Promise.reject(GONE))).rejects.toBe(GONE);
    expect(await oneRunAtATime(surroundings(), () => Promise.resolve(1))).toBe(1);
    expect(home.lines).toEqual([]);
  });

  it('Ctrl-C ends the wait', async () => {
    const release = await takeRunLock(surroundings());
    const waiting = new AbortController();
    const second = takeRunLock(surroundings(waiting.signal));
    await expect.poll(() => home.lines.length).toBeGreaterThan(0);
    waiting.abort(new StreambookError('INTERRUPTED', 'Interrupted by SIGINT'));
    await expect(second).rejects.toMatchObject({ code: 'INTERRUPTED' });
    await release();
  });
});

describe('a run of a new folder', () => {
  it('has the name and command that it is given, and is shown when its report is there', async () => {
    const shown: RunRecord[] = [];
    const record = await startRun(words, wordsExperiment(), surroundings(), {
      name: 'count-r1',
      command: ['run', 'words/count', '--seed', '42'],
      onReport: (each) => void shown.push(each),
    });
    expect(record.run_id).toMatch(/^\d{8}-\d{6}-count-r1$/);
    expect(record).toMatchObject({ status: 'done', command: ['run', 'words/count', '--seed', '42'] });
    expect(shown).toEqual([record]);
  }, 60_000);

  it('in which its pipeline finds a fault is shown all the same, and fails with that fault', async () => {
    const shown: RunRecord[] = [];
    const made = makeRun(words, wordsExperiment({ losses: 1 }), surroundings(), {
      onReport: (each) => void shown.push(each),
    });
    await expect(made).rejects.toMatchObject({ code: 'WORDS_LOST', message: '1 words were lost' });
    expect(shown.map(({ status, report }) => [status, report?.pdf.endsWith('.pdf')])).toEqual([
      ['failed', true],
    ]);
  }, 60_000);

  it('that fails leaves a report of what is known, throws its own error, and is not shown', async () => {
    const shown: RunRecord[] = [];
    const made = makeRun(failing, wordsExperiment(), surroundings(), {
      name: 'failing',
      onReport: (each) => void shown.push(each),
    });
    await expect(made).rejects.toBe(GONE);
    expect(shown).toEqual([]);
    expect(home.lines.at(-1)).toMatch(/^what is known of the failed run: .*-failing\/report\.pdf$/);
    const runId = (await listRunIds(home.settings.paths)).find((id) => id.endsWith('-failing')) ?? '';
    expect((await loadRun([words], home.settings.paths, runId)).record.error?.code).toBe('SERVICE_DIED');
  }, 60_000);

  it('that Ctrl-C ends prints nothing, and says how to see what is known', async () => {
    const why = new StreambookError('INTERRUPTED', 'Interrupted by SIGINT');
    const made = makeRun(words, wordsExperiment(), surroundings(AbortSignal.abort(why)), { name: 'cut' });
    await expect(made).rejects.toBe(why);
    expect(home.lines).toEqual([
      expect.stringMatching(/^streambook report \S+-cut prints what is known of this run$/),
    ]);
  });
});
