import { describe, expect, it } from 'vitest';
import { changedExperiment } from '../../../src/config/experiment.js';
import { ordersExperiment, ordersKind } from '../../../src/pipelines/orders/config.js';

const experiment = ordersExperiment({ title: 'T', question: 'Q' }, 'quick', 'a test');

describe('a changed experiment', () => {
  it('has the changes, and everything else as it was', () => {
    expect(changedExperiment(ordersKind, experiment, { seed: 7 }, 'a test')).toEqual({
      ...experiment,
      seed: 7,
    });
  });

  it('warms up and rehearses for less time when it is shorter, unless these are given too', () => {
    const short = changedExperiment(ordersKind, experiment, { durationSeconds: 4 }, 'a test');
    expect(short).toMatchObject({ durationSeconds: 4, warmupSeconds: 2, rehearsalSeconds: 4 });
    const given = changedExperiment(
      ordersKind,
      experiment,
      { durationSeconds: 4, rehearsalSeconds: 9 },
      'a test',
    );
    expect(given.rehearsalSeconds).toBe(9);
  });

  it('is checked as a file is', () => {
    expect(() => changedExperiment(ordersKind, experiment, { seed: -1 }, 'your experiment')).toThrow(
      'your experiment: seed is -1',
    );
  });
});

it('a duration that is no number is the only thing that is wrong', () => {
  const changes = { durationSeconds: 'abc' };
  expect(() => changedExperiment(ordersKind, experiment, changes, 'command line')).toThrow(
    /^command line: durationSeconds is "abc": must be a number$/,
  );
});
