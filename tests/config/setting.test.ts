import { expect, it } from 'vitest';
import { z } from 'zod';
import { experimentSchema } from '../../src/pipelines/orders/config.js';
import { settingsOf } from '../../src/config/setting.js';

it('a setting is what its schema says of it, without its default', () => {
  const schema = z.strictObject({
    title: z.string(),
    seconds: z
      .number()
      .max(10)
      .default(5)
      .meta({ label: 'Duration', unit: 's', zero: 'none', sweepable: true, description: 'How long' }),
  });
  const [setting, ...others] = settingsOf(schema);
  expect(others).toEqual([]);
  expect(setting).toMatchObject({
    key: 'seconds',
    label: 'Duration',
    unit: 's',
    zero: 'none',
    sweepable: true,
    description: 'How long',
  });
  expect(setting?.schema.safeParse(undefined).success).toBe(false);
  expect(setting?.schema.safeParse(11).success).toBe(false);
  expect(setting?.schema.safeParse(3).success).toBe(true);
});

it('every setting of an experiment but its title and question is described', () => {
  const described = settingsOf(experimentSchema).map(({ key }) => key);
  expect(Object.keys(experimentSchema.shape).filter((key) => !described.includes(key))).toEqual([
    'title',
    'question',
  ]);
});
