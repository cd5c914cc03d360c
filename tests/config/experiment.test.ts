import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  BASE_SETTINGS,
  type BaseExperiment,
  changedExperiment,
  type ExperimentKind,
  resolveExperiment,
} from '../../src/config/experiment.js';

interface Readings extends BaseExperiment {
  readonly seconds: number;
  readonly pauseSeconds: number;
}

const kind: ExperimentKind<Readings> = {
  schema: z.strictObject({
    ...BASE_SETTINGS,
    seconds: z.number().default(10),
    pauseSeconds: z.number().default(2),
  }),
  axes: [],
  conflict: ({ seconds, pauseSeconds }) =>
    pauseSeconds < seconds
      ? undefined
      : `pauseSeconds is ${pauseSeconds}: must be less than seconds (${seconds})`,
  // A fifth of what it belongs to.
  following: (_, { seconds }) => (typeof seconds === 'number' ? { pauseSeconds: seconds / 5 } : {}),
};

const words = { title: 'T', question: 'Q?' };
const resolve = (raw: unknown) => resolveExperiment(kind, raw, 'readings', 'readings.json');

describe('an experiment', () => {
  it('has its name, and defaults for what it does not say', () =>
    expect(resolve({ ...words, pauseSeconds: 3 })).toEqual({
      name: 'readings',
      ...words,
      seed: 42,
      seconds: 10,
      pauseSeconds: 3,
    }));

  it.each([
    [{ ...words, seed: 2 ** 32 }, /^readings\.json: seed is 4294967296: /],
    [{ ...words, title: '' }, /^readings\.json: title is "": /],
    [{ ...words, name: 'x' }, /^readings\.json: unknown key "name"/],
    [
      { ...words, seconds: 2, pauseSeconds: 2 },
      /^readings\.json: pauseSeconds is 2: must be less than seconds \(2\)$/,
    ],
    // What belongs together is looked at once each is right by itself.
    [{ ...words, seconds: 'x', pauseSeconds: 20 }, /^readings\.json: seconds is "x": must be a number$/],
  ])('is refused where it is %j', (raw, message) =>
    expect(() => resolve(raw)).toThrow(
      expect.objectContaining({ code: 'BAD_EXPERIMENT', message: expect.stringMatching(message) as string }),
    ),
  );
});

describe('a changed experiment', () => {
  const before = resolve({ ...words, seed: 7 });
  const changed = (changes: Readonly<Record<string, unknown>>) =>
    changedExperiment(kind, before, changes, 'command line');

  it('has the changes, and everything else as it was', () =>
    expect(changed({ seed: 8 })).toEqual({ ...before, seed: 8 }));

  it('has what follows from the changes', () =>
    expect(changed({ seconds: 20 })).toEqual({ ...before, seconds: 20, pauseSeconds: 4 }));

  it('has what was changed as well, instead of what would follow', () =>
    expect(changed({ seconds: 20, pauseSeconds: 1 })).toEqual({ ...before, seconds: 20, pauseSeconds: 1 }));

  it.each([
    [{ seed: -1 }, /^command line: seed is -1: /],
    [{ pauseSeconds: 10 }, /^command line: pauseSeconds is 10: must be less than seconds \(10\)$/],
    [{ secons: 3 }, /^command line: unknown key "secons"\. Did you mean "seconds"\?/],
  ])('is checked as a file is: %j', (changes, message) => expect(() => changed(changes)).toThrow(message));
});
