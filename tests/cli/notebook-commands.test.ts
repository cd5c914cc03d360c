import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addNotebookCommands } from '../../src/cli/notebook-commands.js';
import { type TestHome, testHome } from '../experiment/home.js';
import { runCommand } from './run-command.js';

let home: TestHome;
beforeAll(async () => void (home = await testHome()));
afterAll(() => home.remove());

const { signal } = new AbortController();
const streambook = (...args: readonly string[]) =>
  runCommand((program) => addNotebookCommands(program, signal), home.folder, args);

describe('notebooks run refuses before it starts anything', () => {
  it.each<[args: string[], message: RegExp]>([
    [['99'], /^There is no notebook "99"\. .*There are orders\/01/],
    [['--pipeline', 'ordres'], /^There is no pipeline "ordres"\. Did you mean "orders"\?/],
    [
      ['-p', 'seed'],
      /argument 'seed' is invalid\. "seed" is not a parameter: give name=value, as in seed=7$/,
    ],
    [['-p', 'sede=7'], /^No chosen notebook has a parameter "sede"\. Did you mean "seed"\?/],
    [['-p', 'seed=x', '-p', 'seed=many'], /^The parameter seed is "many": allowed is a number/],
    [['--cell-timeout-seconds', '0'], /Allowed is a number greater than 0/],
    [['--cell-timeout-seconds', '1.5'], /Allowed is a whole number greater than 0/],
  ])('%j', async (args, message) => {
    const { error, stdout } = await streambook('notebooks', 'run', ...args);
    expect(error?.message).toMatch(message);
    expect(stdout).toBe('');
  });
});

it('lab refuses a port that is no number', async () => {
  expect((await streambook('lab', '--port', 'x')).error?.message).toMatch(/'x' is invalid/);
});

it('a word that is no command of notebooks is refused', async () => {
  expect((await streambook('notebooks', 'rnu')).error?.message).toMatch(/unknown command 'rnu'/);
});
