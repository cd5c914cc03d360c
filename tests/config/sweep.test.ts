import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ordersExperiment, ordersKind } from '../../src/pipelines/orders/config.js';
import { loadExperimentFile } from '../../src/pipelines/orders/experiments.js';
import { gridPoints, parseSweep, variedAxes } from '../../src/config/sweep.js';

const base = ordersExperiment({ title: 'A title', question: 'A question?' }, 'base', 'test');

describe('gridPoints', () => {
  it('makes every combination an experiment of its own', () => {
    const sweep = parseSweep(ordersKind, { eventsPerSecond: [110, 220], partitions: [1, 6, 12] }, 'a test');
    const points = gridPoints(ordersKind, base, sweep);
    expect(points.map(({ settings }) => [settings.eventsPerSecond, settings.partitions])).toEqual([
      [110, 1],
      [110, 6],
      [110, 12],
      [220, 1],
      [220, 6],
      [220, 12],
    ]);
    expect(points[3]?.experiment).toMatchObject({
      name: 'base-c4',
      partitions: 1,
      triggerIntervalSeconds: 0,
      seed: 42,
      validEventsPerSecond: 200,
      invalidEventsPerSecond: 20,
    });
    expect(variedAxes(ordersKind.axes, sweep).map(({ id }) => id)).toEqual(['eventsPerSecond', 'partitions']);
  });

  it('shares the rate out by the share of errors', () => {
    const points = gridPoints(
      ordersKind,
      base,
      parseSweep(ordersKind, { errorShare: [0.01, 0.5] }, 'a test'),
    );
    expect(
      points.map(({ experiment }) => [experiment.validEventsPerSecond, experiment.invalidEventsPerSecond]),
    ).toEqual([
      [217.8, 2.2],
      [110, 110],
    ]);
  });

  it('leaves alone what it does not vary', () => {
    const [cell] = gridPoints(
      ordersKind,
      base,
      parseSweep(ordersKind, { triggerIntervalSeconds: [5] }, 'a test'),
    );
    expect(cell?.experiment).toEqual({ ...base, name: 'base-c1', triggerIntervalSeconds: 5 });
  });
});

describe('a file with a sweep', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sweep-test-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const load = async (sweep: unknown) => {
    const file = join(folder, 'm.json');
    await writeFile(file, JSON.stringify({ title: 'T', question: 'Q', sweep }));
    return loadExperimentFile(folder, file);
  };

  it('has the experiment and what is varied of it', async () => {
    const { experiment, sweep } = await load({ partitions: [1, 2] });
    expect(experiment).toEqual({ ...base, name: 'm', title: 'T', question: 'Q' });
    expect(sweep).toEqual({ partitions: [1, 2], repetitions: 3 });
  });

  it.each([
    [
      { partition: [1] },
      /m\.json: sweep: unknown key "partition"\. Did you mean "partitions"\? Allowed are eventsPerSecond/,
    ],
    [{ partitions: [] }, /m\.json: sweep: partitions is \[\]/],
    [{ partitions: [0] }, /sweep: partitions\.0 is 0/],
    [{ errorShare: [1] }, /sweep: errorShare\.0 is 1/],
    [{ repetitions: 0 }, /sweep: repetitions is 0/],
    [7, /m\.json: sweep/],
  ])('refuses %j with its path and value', async (sweep, message) => {
    await expect(load(sweep)).rejects.toThrow(message);
  });
});
