import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { settingsOf } from '../../src/config/setting.js';
import { loadSchema } from '../../src/producers/load.js';
import { settingText } from '../../src/report/setting-text.js';

const schema = z.strictObject({
  seconds: z.number().meta({ label: 'Time', unit: 's', zero: 'at once' }),
  quick: z.boolean().meta({ label: 'Quick' }),
  kinds: z.array(z.enum(['a', 'b'])).meta({ label: 'Kinds' }),
  load: loadSchema.meta({ label: 'Load' }),
  place: z.strictObject({ city: z.string() }).meta({ label: 'Place' }),
  places: z.array(z.strictObject({ city: z.string() })).meta({ label: 'Places' }),
});
const settings = new Map(settingsOf(schema).map((setting) => [setting.key, setting]));

describe('the value of a setting in a report', () => {
  it.each<[key: string, value: unknown, text: string | RegExp]>([
    ['seconds', 0, 'at once'],
    ['seconds', 1.5, /^1\.5\s?s$/],
    ['quick', true, 'yes'],
    ['kinds', ['a', 'b'], 'all 2 kinds'],
    ['kinds', ['a'], 'a'],
    ['load', { shape: 'constant' }, 'constant'],
    ['place', { city: 'Oslo' }, '{"city":"Oslo"}'],
    ['places', [{ city: 'Oslo' }], '{"city":"Oslo"}'],
  ])('%s %j', (key, value, text) => {
    const setting = settings.get(key);
    if (setting === undefined) throw new Error(`no setting ${key}`);
    expect(settingText(setting, value)).toEqual(
      typeof text === 'string' ? text : expect.stringMatching(text),
    );
  });
});
