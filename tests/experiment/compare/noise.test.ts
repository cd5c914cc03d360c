import { expect, it } from 'vitest';
import { noiseOfFigure, type Sample } from '../../../src/experiment/compare/noise.js';

/** A mean over blocks of which each has its own value. */
const sample = (values: readonly number[], blockSeconds = 10): Sample => ({
  blocks: values.length,
  blockSeconds,
  figure: (drawn) =>
    values.reduce((sum, value, index) => sum + value * (drawn[index] ?? 0), 0) / values.length,
});
const steady = (value: number, blocks = 8) => sample(Array.from({ length: blocks }, () => value));

it('a figure without any noise has an interval of no width, at the ratio of second to first', () => {
  expect(
    noiseOfFigure([
      ['a', steady(10)],
      ['b', steady(15)],
    ]),
  ).toEqual({
    interval: { low: 1.5, high: 1.5 },
    tooFew: [],
  });
});

it('a figure that varies has an interval around the ratio', () => {
  const { interval } = noiseOfFigure([
    ['a', sample([8, 9, 10, 11, 12, 9, 10, 11])],
    ['b', steady(10)],
  ]);
  expect(interval?.low).toBeLessThan(1);
  expect(interval?.high).toBeGreaterThan(1);
  expect(interval?.low).toBeGreaterThan(10 / 12);
  expect(interval?.high).toBeLessThan(10 / 8);
});

it('names the runs with fewer than eight blocks, and gives no interval then', () => {
  expect(
    noiseOfFigure([
      ['a', steady(10, 7)],
      ['b', steady(10)],
    ]),
  ).toEqual({
    interval: null,
    tooFew: [{ runId: 'a', blocks: '7 of 10 s' }],
  });
  expect(
    noiseOfFigure([
      ['a', undefined],
      ['b', sample([1, 2], 5)],
    ]),
  ).toEqual({
    interval: null,
    tooFew: [
      { runId: 'a', blocks: 'none' },
      { runId: 'b', blocks: '2 of 5 s' },
    ],
  });
});

it('of a figure that neither run counts by blocks, nobody has too few', () => {
  expect(
    noiseOfFigure([
      ['a', undefined],
      ['b', undefined],
    ]),
  ).toEqual({ interval: null, tooFew: [] });
});

it('gives no interval where a ratio would be to zero', () => {
  expect(
    noiseOfFigure([
      ['a', steady(0)],
      ['b', steady(10)],
    ]).interval,
  ).toBeNull();
});
