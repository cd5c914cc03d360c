import { describe, expect, it } from 'vitest';
import type { Answer, Question, Task, Trial } from '../../../src/notebooks/exercises/exercise.js';
import { faultOfAnswer, faultOfSolution } from '../../../src/notebooks/exercises/judge.js';
import type { Sandbox } from '../../../src/notebooks/sandbox.js';

/** The exercises of this test look at nothing of it. */
const sandbox = {} as Sandbox;

const question = (...answers: readonly Answer[]): Question => ({
  id: '03-1',
  hint: '',
  answers: () => answers,
});
const task = (expected: Trial['expected']): Task => ({
  id: '05-4',
  hint: '',
  trials: () => [{ describes: 'a text', given: ['{}'], expected }],
});

describe('an answer of another kind than is asked for', () => {
  it.each([
    [[7], '7', 'A number is asked for, not a text: write it without quotes.'],
    [[7], 'seven', 'A number is asked for, not a text: write it without quotes.'],
    [[7], [7], 'A number is asked for, not a list.'],
    [['bread'], 3, 'A text is asked for, not a number: write it in quotes.'],
    [[2, 'two'], '7', ''],
  ])('right is %j, given is %j', async (right, given, fault) => {
    expect(await faultOfAnswer(question(...right), sandbox, given)).toBe(fault);
  });

  it('a function, where a value is asked for', async () => {
    expect(await faultOfAnswer(question(7), sandbox, (() => 7) as unknown as Answer)).toBe(
      'A number is asked for, not a function: put () after its name to call it.',
    );
  });

  it('is not said of one that is right, also as Spark counts', async () => {
    expect(await faultOfAnswer(question(7), sandbox, 7)).toBeUndefined();
    expect(await faultOfAnswer(question(7), sandbox, 7n as unknown as Answer)).toBeUndefined();
    expect(await faultOfAnswer(question('sold_out'), sandbox, ' Sold out')).toBeUndefined();
    expect(await faultOfAnswer(question([1, 'a']), sandbox, ['A', 1])).toBeUndefined();
  });
});

describe('a function that returns what Spark collects', () => {
  const rows = [['bread', 3]] as const;

  it.each([
    ['a number', 7, 7n],
    ['a list', [7, 8], [8n, 7n]],
    ['rows', rows, [['bread', 3n]]],
  ])('%s may hold large whole numbers', async (_, expected, returned) => {
    expect(await faultOfSolution(task(expected), sandbox, () => returned)).toBeUndefined();
  });

  it.each([
    ['objects', [{ item: 'bread', count: 3n }], "[ { item: 'bread', count: 3n } ]"],
    ['objects that hold themselves', [globalThis], '[ <ref *1> Object [global]'],
  ])('%s are shown as they are', async (_, returned, shown) => {
    const fault = await faultOfSolution(task(rows), sandbox, () => returned);
    expect(fault).toContain(`With a text your function returns ${shown}`);
  });
});
