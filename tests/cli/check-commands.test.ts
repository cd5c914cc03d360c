import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCheckCommands } from '../../src/cli/check-commands.js';
import { type TestHome, testHome } from '../experiment/home.js';
import { storeRun } from '../experiment/stored-run.js';
import { words, wordsEvidence } from '../experiment/words.js';
import { runCommand } from './run-command.js';

let home: TestHome;
beforeAll(async () => {
  home = await testHome();
  await storeRun(home, wordsEvidence({}, 'first'));
  await storeRun(home, wordsEvidence({ msPerWord: 3 }, 'second'));
});
afterAll(() => home.remove());

const { signal } = new AbortController();
const streambook = (...args: readonly string[]) =>
  runCommand(
    (program) => addCheckCommands(program, [words, { ...words, name: 'sales' }], signal),
    home.folder,
    args,
  );

describe('compare', () => {
  it('sets two runs side by side, named by their ids or folders', async () => {
    const { stdout, error } = await streambook('compare', 'first', `${home.settings.paths.runs}/second`);
    expect(error).toBeUndefined();
    expect(stdout).toMatch(/^settings:\n {2}msPerWord +2 +3\n/);
    expect(stdout).toMatch(/first +second +ratio/);
    expect(stdout).toMatch(/^Time, p50 \(ms\) +16\.0 +24\.0 +1\.50 x/m);
  });

  it('prints the same as JSON', async () => {
    const { stdout } = await streambook('compare', 'second', 'first', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      first: 'second',
      second: 'first',
      settings: [{ name: 'msPerWord', first: 3, second: 2 }],
      sameDataExpected: true,
      data: [],
    });
  });

  it('refuses runs of different pipelines', async () => {
    const { record, ...others } = wordsEvidence({}, 'of-sales');
    record.pipeline = 'sales';
    await storeRun(home, { ...others, record }, [{ name: 'sales' }]);
    const { error } = await streambook('compare', 'first', 'of-sales');
    expect(error).toMatchObject({
      code: 'BAD_USAGE',
      message: 'Runs of one pipeline can be compared: first is of words, of-sales of sales',
    });
  });

  it('needs two runs that are there and have results', async () => {
    expect((await streambook('compare', 'first')).error?.message).toContain(
      "missing required argument 'second'",
    );
    expect((await streambook('compare', 'first', 'secnd')).error?.message).toContain(
      'Did you mean "second"?',
    );
    const { results, ...early } = wordsEvidence({}, 'early');
    expect(results).toBeDefined();
    await storeRun(home, early);
    expect((await streambook('compare', 'first', 'early')).error).toMatchObject({ code: 'BAD_RUN' });
  });
});

it('verify takes a run, or the newest one, and prints JSON when asked to', async () => {
  const { stdout, error } = await streambook('verify', 'first', '--json');
  expect(error).toBeUndefined();
  expect(JSON.parse(stdout)).toMatchObject({ runId: 'first', holds: true });
  await storeRun(home, wordsEvidence({}, 'the-newest'));
  expect((await streambook('verify')).stdout).toMatch(/^run the-newest, experiment count, seed 42\n/);
});
