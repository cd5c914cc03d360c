import { expect, it } from 'vitest';
import { z } from 'zod';
import { axisHead, axisText, sweepSchemaOf, sweepableSettings } from '../../src/config/axes.js';

const schema = z.strictObject({
  seed: z.int().default(1).meta({ label: 'Seed' }),
  interval: z
    .number()
    .min(0)
    .default(0)
    .meta({ label: 'Interval', unit: 's', zero: 'at once', sweepable: true }),
});
const axes = sweepableSettings<{ interval: number }>(schema);

it('a setting that may be varied is an axis', () => {
  expect(axes.map(({ id }) => id)).toEqual(['interval']);
  expect(axes[0]?.of({ interval: 3 })).toBe(3);
  expect(axes[0]?.with({ interval: 3 }, 4)).toEqual({ interval: 4 });
});

it('a sweep lists values of axes, each checked as the setting is', () => {
  const sweep = sweepSchemaOf(axes);
  expect(sweep.parse({ interval: [0, 5] })).toEqual({ interval: [0, 5], repetitions: 3 });
  expect(sweep.safeParse({ interval: [-1] }).success).toBe(false);
  expect(sweep.safeParse({ interval: [] }).success).toBe(false);
  expect(sweep.safeParse({ seed: [1, 2] }).success).toBe(false);
});

it('an axis is shown with its unit, and zero by what it means', () => {
  const [interval] = axes;
  if (interval === undefined) throw new Error('no axis');
  expect(axisHead(interval)).toBe('Interval (s)');
  expect(axisText(interval, 5)).toBe('5 s');
  expect(axisText(interval, 0)).toBe('at once');
  expect(axisText({}, 0)).toBe('0');
});
