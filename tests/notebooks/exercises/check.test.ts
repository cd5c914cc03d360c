import { describe, expect, it } from 'vitest';
import { checkAnswer, judge } from '../../../src/notebooks/exercises/check.js';
import { type Exercise, sharedRun } from '../../../src/notebooks/exercises/exercise.js';
import type { Sandbox } from '../../../src/notebooks/sandbox.js';

const sandbox = { id: 'taxi-rides', runs: {} } as unknown as Sandbox;

const exercises: readonly Exercise[] = [
  { id: '01-1', hint: 'look at the name', answers: (of) => [of.id.length] },
  { id: '01-2', hint: 'about half', tolerance: 0.1, answers: () => [50] },
  { id: '01-3', hint: 'ask for the run first', answers: (of) => [sharedRun(of).runId] },
  {
    id: '02-4',
    hint: 'the remainder by 2',
    trials: () => [
      { describes: '4', given: [4], expected: true },
      { describes: '7', given: [7], expected: false },
    ],
  },
];

const verdict = (id: string, answer: Parameters<typeof judge>[3]) => judge(exercises, sandbox, id, answer);

describe('an answer', () => {
  it.each([undefined, null, '', NaN])('%s leaves the exercise open', async (answer) => {
    expect(await verdict('01-1', answer)).toEqual({
      verdict: 'open',
      text: '01-1 is open: put your answer in.',
    });
  });

  it('is compared with what the sandbox has', async () => {
    expect(await verdict('01-1', 10)).toEqual({ verdict: 'right', text: '01-1 is right.' });
    expect(await verdict('01-1', 9)).toEqual({
      verdict: 'wrong',
      text: '01-1 is not right yet. Hint: look at the name.',
    });
  });

  it('may be off as far as the exercise allows', async () => {
    expect((await verdict('01-2', 54)).verdict).toBe('right');
    expect((await verdict('01-2', 56)).verdict).toBe('wrong');
  });

  it('that is a function is called with every trial', async () => {
    const isEven: (n: number) => boolean = (n) => n % 2 === 0;
    expect((await verdict('02-4', isEven)).verdict).toBe('right');
    expect((await verdict('02-4', () => true)).text).toBe(
      '02-4 is not right yet. With 7 your function returns true. Hint: the remainder by 2.',
    );
  });
});

describe('what cannot be checked', () => {
  it('is an exercise that is not there', async () => {
    await expect(verdict('03-1', 1)).rejects.toThrow('There is no exercise "03-1"; there are 01-1 to 02-4');
    await expect(judge([], sandbox, '01-1', 1)).rejects.toThrow(
      'There is no exercise "01-1"; there are none',
    );
  });

  it('is one that asks for what no cell has done yet', async () => {
    await expect(verdict('01-3', 'a run')).rejects.toThrow('first run the cell that calls sandboxRun');
  });

  it('is any before a sandbox is open', async () => {
    await expect(checkAnswer('01-1', 10)).rejects.toThrow('No sandbox is open');
  });
});
