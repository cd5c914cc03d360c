import { describe, expect, it } from 'vitest';
import { ordersExperiment, ordersKind, plannedEvents } from '../../../src/pipelines/orders/config.js';
import {
  listExperiments,
  loadExperiment,
  loadExperimentFile,
} from '../../../src/pipelines/orders/experiments.js';
import { changedExperiment } from '../../../src/config/experiment.js';
import { gridPoints } from '../../../src/config/sweep.js';
import { projectPaths } from '../../../src/config/paths.js';

const named = { title: 'A title', question: 'A question?' };
const resolve = (raw: unknown) => ordersExperiment(raw, 'test', 'test.json');

describe('an experiment', () => {
  it('gets the defaults of quick', () => {
    expect(resolve(named)).toMatchObject({
      seed: 42,
      durationSeconds: 30,
      validEventsPerSecond: 200,
      invalidEventsPerSecond: 20,
      triggerIntervalSeconds: 0,
      referenceDate: '2026-01-31',
      trackerCommitEvery: 100,
    });
  });

  it.each([
    [
      { ...named, sede: 1 },
      /test\.json: unknown key "sede"\. Did you mean "seed"\? Allowed are title, question, seed/,
    ],
    [{ ...named, seed: -1 }, /test\.json: seed is -1/],
    [{ ...named, seed: 1.5 }, /seed is 1\.5/],
    [{ ...named, seed: 'x' }, /seed is "x"/],
    [{ ...named, validEventsPerSecond: 0 }, /validEventsPerSecond is 0/],
    [{ ...named, invalidEventsPerSecond: -5 }, /invalidEventsPerSecond is -5/],
    [{ ...named, faultTypes: ['typo'] }, /faultTypes\.0 is "typo".*malformed_json/],
    [{ ...named, faultTypes: [] }, /faultTypes is \[\]/],
    [{ ...named, referenceDate: '31.01.2026' }, /referenceDate is "31\.01\.2026"/],
    [
      { ...named, durationSeconds: 5, excludedRampUpSeconds: 5 },
      /excludedRampUpSeconds is 5: must be less than durationSeconds \(5\)/,
    ],
    [{ question: 'no title' }, /title is missing/],
    [{ ...named, seed: -1, partitions: 0 }, /seed is -1: .*; partitions is 0: /],
    [[], /test\.json/],
    [null, /test\.json/],
  ])('refuses %j with its path, value and what is allowed', (raw, message) => {
    expect(() => resolve(raw)).toThrow(message);
    expect(() => resolve(raw)).not.toThrow(/\n/);
  });

  it('answer a setting of version 1 with its name of today', () => {
    expect(() =>
      ordersExperiment({ title: 't', question: 'q', warmupSeconds: 5 }, 'test', 'test.json'),
    ).toThrow('test.json: "warmupSeconds" is called "excludedRampUpSeconds" today');
  });

  it('plans one event for each slot', () => {
    const experiment = resolve({
      ...named,
      durationSeconds: 7.5,
      excludedRampUpSeconds: 1,
      validEventsPerSecond: 3,
    });
    expect(plannedEvents(experiment)).toEqual({ valid: 23, invalid: 150 });
  });
});

describe('a changed experiment', () => {
  const experiment = ordersExperiment(named, 'quick', 'a test');
  const changed = (changes: object) =>
    changedExperiment(ordersKind, experiment, { ...changes }, 'command line');

  it('warms up and ramps up for less time when it is shorter, unless these are given too', () => {
    const short = changed({ durationSeconds: 4 });
    expect(short).toMatchObject({ durationSeconds: 4, excludedRampUpSeconds: 2, jvmWarmUpSeconds: 4 });
    const given = changed({ durationSeconds: 4, jvmWarmUpSeconds: 9 });
    expect(given.jvmWarmUpSeconds).toBe(9);
  });

  it('has nothing wrong but its duration when that is no number', () =>
    expect(() => changed({ durationSeconds: 'abc' })).toThrow(
      /^command line: durationSeconds is "abc": must be a number$/,
    ));
});

describe('the shipped experiments', () => {
  const folder = projectPaths().experiments;

  it('are all valid', async () => {
    const names = await listExperiments(folder);
    expect(names).toEqual([
      'backlog-1m',
      'classic-trigger',
      'course',
      'error-burst',
      'partitions',
      'quick',
      'rate-sweep',
      'trigger-sweep',
    ]);
    for (const name of names) {
      const { experiment, sweep } = await loadExperimentFile(folder, name);
      expect(experiment.name).toBe(name);
      if (sweep !== undefined) expect(gridPoints(ordersKind, experiment, sweep).length).toBeGreaterThan(2);
    }
  });

  it('differ as they say', async () => {
    const [quick, classic] = [
      await loadExperiment(folder, 'quick'),
      await loadExperiment(folder, 'classic-trigger'),
    ];
    const { title, question, name, ...settings } = quick;
    expect(classic).toMatchObject({ ...settings, triggerIntervalSeconds: 5 });
    expect([title, question, name]).not.toContain(classic.name);
  });

  it('are listed when another is asked for', async () => {
    await expect(loadExperiment(folder, 'nope')).rejects.toThrow(
      /"nope".*orders\/classic-trigger, orders\/course, orders\/error-burst/,
    );
  });
});
