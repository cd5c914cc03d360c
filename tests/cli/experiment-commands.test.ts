import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addExperimentCommands, commandOf } from '../../src/cli/experiment-commands.js';
import type { Pipeline } from '../../src/experiment/pipeline.js';
import { orders } from '../../src/pipelines/orders/pipeline.js';
import type { RunRecord } from '../../src/runs/record.js';
import type { SweepRecord } from '../../src/runs/sweep-record.js';
import { listRunIds, loadRun } from '../../src/runs/store.js';
import { readPdf } from '../report/pdf-reader.js';
import { type TestHome, testHome } from '../experiment/home.js';
import { storeRun } from '../experiment/stored-run.js';
import { words, wordsEvidence } from '../experiment/words.js';
import { runCommand } from './run-command.js';

let home: TestHome;
beforeAll(async () => void (home = await testHome()));
afterAll(() => home.remove());

const { signal } = new AbortController();
const streambook = (args: readonly string[], pipelines: readonly Pipeline[] = [words]) =>
  runCommand((program) => addExperimentCommands(program, pipelines, signal), home.folder, args);

/** An experiment file of the test's own. */
async function experimentFile(name: string, changes: object = {}): Promise<string> {
  const file = join(home.folder, `${name}.json`);
  await writeFile(file, JSON.stringify({ title: 'Counting words', question: 'Which is first?', ...changes }));
  return file;
}

const newestRun = async () => loadRun([words], home.settings.paths);

describe('run', () => {
  it('makes the report of an experiment with what the command line changes, and says how it went', async () => {
    const file = await experimentFile('counted');
    const args = ['run', file, '--seed', '7', '-p', 'length=4', '-p', 'title=Four words', '--author', 'Ada'];
    const { stdout, error } = await streambook(args);
    expect(error).toBeUndefined();
    const { record, runId } = await newestRun();
    expect(stdout.split('\n')).toEqual([
      `run      ${runId}`,
      'metrics',
      '  Time, p50 (ms)  8.0',
      `report   ${record.report?.pdf}`,
      '',
    ]);
    expect(record).toMatchObject({
      experiment: 'counted',
      seed: 7,
      title_page: { authors: ['Ada'] },
      command: ['run', file, '--seed', '7', '-p', 'length=4', '-p', 'title=Four words'],
    });
    expect((await readPdf(await readFile(record.report?.pdf ?? ''))).title).toMatch(/^Four words: /);
  }, 60_000);

  it('prints the record as JSON, and nothing else, to standard output', async () => {
    const { stdout } = await streambook(['run', await experimentFile('json'), '--json']);
    expect(JSON.parse(stdout)).toEqual((await newestRun()).record);
  }, 60_000);

  it('fails with what its pipeline finds wrong, after the summary', async () => {
    const { stdout, error } = await streambook(['run', await experimentFile('lossy', { losses: 1 })]);
    expect(stdout).toMatch(/^run +\S+-lossy\n/);
    expect(error).toMatchObject({ code: 'WORDS_LOST' });
  }, 60_000);

  it('makes every run of a sweep, and prints their comparison', async () => {
    const file = await experimentFile('lengths', { sweep: { length: [2, 4], repetitions: 1 } });
    const { stdout, error } = await streambook(['run', file]);
    expect(error).toBeUndefined();
    const pdf = /^comparison of 2 runs: (\S+)\n$/.exec(stdout)?.[1] ?? '';
    expect((await readPdf(await readFile(pdf))).pages.join(' ')).toContain('2 grid points');
    const again = await streambook(['run', file, '--json', '--fresh']);
    expect((JSON.parse(again.stdout) as SweepRecord).runs.map(({ point }) => point)).toEqual([0, 1]);
  }, 60_000);

  it.each<[args: string[], message: RegExp]>([
    [['-p', 'length=0'], /^command line: length is 0/],
    [['-p', 'lenght=3'], /"lenght".*Did you mean "length"\?/],
    [['-p', 'length'], /^"length" is not a parameter: give name=value/],
    [['--author', ' '], /^command line: authors/],
    [['--duration-seconds', '3'], /"durationSeconds"/],
  ])('refuses %j before it begins', async (args, message) => {
    const before = await listRunIds(home.settings.paths);
    const { error } = await streambook(['run', await experimentFile('refused'), ...args]);
    expect(error?.constructor.name).toBe('UsageError');
    expect(error?.message).toMatch(message);
    expect(error?.message).not.toContain('\n');
    expect(await listRunIds(home.settings.paths)).toEqual(before);
  });

  it.each<[args: string[], message: RegExp]>([
    [['nope'], /^There is no experiment "nope"\. There are .*orders\/quick.*; or give a \.json file$/],
    [['orders/quik'], /Did you mean "orders\/quick"\?/],
    [['nosuch.json'], /^There is no file nosuch\.json$/],
    [['experiments'], /^experiments is a folder; give the name of an experiment .* or a \.json file$/],
    [['--seed', '-1'], /'-1' is invalid\. Allowed is a whole number from 0 to 4294967295/],
    [['--seed', '4.5'], /'4\.5' is invalid/],
    [['--duration-seconds', '0'], /'0' is invalid\. Allowed is a number greater than 0/],
  ])('refuses %j, and says what there is or what is allowed', async (args, message) => {
    const { error, stdout } = await streambook(['run', ...args], [orders, words]);
    expect(error?.message).toMatch(message);
    expect(stdout).toBe('');
  });

  it('names every key and value of an experiment file that is wrong', async () => {
    const unknownKey = await experimentFile('unknown-key', { lenght: 1 });
    expect((await streambook(['run', unknownKey])).error?.message).toMatch(
      /"lenght".*Did you mean "length"\?/,
    );
    const wrongValues = await experimentFile('wrong-values', { question: undefined, length: 0 });
    const { error } = await streambook(['run', wrongValues]);
    expect(error?.message).toContain(wrongValues);
    for (const wrong of ['question is missing', 'length is 0']) expect(error?.message).toContain(wrong);
  });

  it('names in its help every setting that -p takes', async () => {
    const { stdout } = await streambook(['run', '--help']);
    expect(stdout.replace(/\s+/g, ' ')).toContain('of words: seed, length, msPerWord, losses');
  });
});

describe('report', () => {
  afterEach(async () => {
    if (existsSync(home.settings.paths.reportFile)) await writeFile(home.settings.paths.reportFile, '{}');
  });

  it('prints a stored run again, with the title page as it is wanted now, which the record keeps', async () => {
    const run = await storeRun(home, { ...ofFinishedRun('20990101-000001-count') });
    await writeFile(home.settings.paths.reportFile, '{"author": "Bob", "course": "Streams"}');
    const { stdout, error } = await streambook(['report', run.runId, '--author', 'Ada']);
    expect(error).toBeUndefined();
    const [pdf = '', html] = stdout.trim().split('\n');
    expect(html).toMatch(/\.html$/);
    expect((await readPdf(await readFile(pdf))).pages[0]).toContain('Ada');
    const { record } = await loadRun([words], home.settings.paths, run.runId);
    expect(record.title_page).toEqual({ authors: ['Ada'], course: 'Streams' });
  }, 60_000);

  it('of a run that ended before its charts tells what is known, also when results were made later', async () => {
    const evidence = wordsEvidence({}, '20990101-000002-count');
    evidence.record.status = 'interrupted';
    const run = await storeRun(home, evidence);
    const { stdout } = await streambook(['report', run.runId]);
    const [first] = (await readPdf(await readFile(stdout.split('\n')[0] ?? ''))).pages;
    expect(first).toMatch(/This run was interrupted.*It ended before it had results/);
  }, 60_000);

  it('refuses a run that is not there, and says which are', async () => {
    await storeRun(home, wordsEvidence({}, '20990101-000006-count'));
    const { error } = await streambook(['report', '20990101-000006-cuont']);
    expect(error).toMatchObject({ code: 'NO_SUCH_RUN' });
    expect(error?.message).toContain('Did you mean "20990101-000006-count"?');
  });
});

/** As a run that came to its charts. */
function ofFinishedRun(runId: string) {
  const evidence = wordsEvidence({}, runId);
  const charts = {
    name: 'charts',
    started_at: '2026-01-31T09:30:02.000Z',
    duration_ms: 1,
    status: 'done',
  } as const;
  evidence.record.phases.push(charts);
  return evidence;
}

describe('analyze', () => {
  const run = () => storeRun(home, wordsEvidence({}, '20990101-000003-count'));
  const analyzing: Pipeline = {
    ...words,
    analyze: () => Promise.resolve(wordsEvidence({ length: 5 }).results),
  };

  it('prints the totals, or the whole analysis, and says where it is', async () => {
    const { runId, paths } = await run();
    const totals = await streambook(['analyze', runId], [analyzing]);
    expect(JSON.parse(totals.stdout)).toEqual({ words: 5 });
    expect(totals.stderr).toBe(`written to ${paths.results}\n`);
    const whole = await streambook(['analyze', runId, '--json'], [analyzing]);
    expect(JSON.parse(whole.stdout)).toEqual(wordsEvidence({ length: 5 }).results);
  });

  it('of a pipeline that leaves nothing to analyse again says where the results are, if there are any', async () => {
    const { error } = await streambook(['analyze', '20990101-000003-count']);
    expect(error).toMatchObject({ code: 'NO_ANALYSIS' });
    expect(error?.message).toMatch(
      /^Runs of words leave nothing to analyse again; the results of this one are in .*results\.json$/,
    );
    const { runId, paths } = await storeRun(home, wordsEvidence({}, '20990101-000030-count'));
    await rm(paths.results);
    const failed = await streambook(['analyze', runId]);
    expect(failed.error?.message).toBe(
      'Runs of words leave nothing to analyse again; this one ended before it had results',
    );
  });
});

describe('runs', () => {
  it('lists stored runs, those that cannot be read too, and filters them', async () => {
    await storeRun(home, wordsEvidence({ seed: 99 }, '20990101-000004-count'));
    const torn = await storeRun(home, wordsEvidence({}, '20990101-000005-count'));
    await writeFile(torn.paths.record, '{');
    const all = await streambook(['runs']);
    expect(all.stdout).toMatch(/^20990101-000004-count +2026-01-31 09:30 +done +99 +Counting words$/m);
    expect(all.stdout).toMatch(/^20990101-000005-count +unreadable$/m);
    const filtered = await streambook(['runs', '--seed', '99', '--pipeline', 'words', '--json']);
    expect((JSON.parse(filtered.stdout) as RunRecord[]).map(({ run_id: id }) => id)).toEqual([
      '20990101-000004-count',
    ]);
    const last = await streambook(['runs', '--status', 'unreadable', '--last', '1']);
    expect(last.stdout).toContain('20990101-000005-count');
    expect(last.stdout).not.toContain('000004');
  });

  it.each([
    [['--status', 'gone'], /Allowed choices are running, done, failed/],
    [['--last', '0'], /Allowed is a number greater than 0/],
  ])('refuses %j', async (args, message) => {
    const { stderr, error } = await streambook(['runs', ...args]);
    expect(error?.message).toMatch(message);
    expect(stderr).toMatch(message);
  });
});

describe('experiments and pipelines', () => {
  it('list what there is, by pipeline', async () => {
    const listed = await streambook(['experiments', '--pipeline', 'orders'], [orders, words]);
    expect(listed.stdout).toMatch(/^orders\/quick +\S/m);
    expect(listed.stdout).toMatch(/^orders\/trigger-sweep .* \(\d+ combinations, \d+ times each\)$/m);
    const pipelines = await streambook(['pipelines'], [orders, words]);
    expect(pipelines.stdout).toMatch(/^words: words, counted$/m);
    expect(pipelines.stdout).toMatch(/^orders: .*\n +needs +Kafka and Spark\n +experiments +.*quick/m);
  });

  it('a pipeline without services or experiments says so', async () => {
    const { stdout } = await streambook(['pipelines']);
    expect(stdout).toMatch(/^ +needs +none$/m);
    expect(stdout).toMatch(/^ +experiments +none$/m);
  });

  it('refuse a pipeline that is not there', async () => {
    const { error } = await streambook(['experiments', '--pipeline', 'wrods']);
    expect(error?.message).toBe('There is no pipeline "wrods". Did you mean "words"? There are words');
  });
});

it('the command that repeats a run has all that decides its data, and nothing that only decides its looks', () => {
  expect(
    commandOf('words/count', {
      seed: 0,
      durationSeconds: 2.5,
      parameter: ['a=1'],
      author: ['Ada'],
      json: true,
    }),
  ).toEqual(['run', 'words/count', '--seed', '0', '--duration-seconds', '2.5', '-p', 'a=1']);
});
