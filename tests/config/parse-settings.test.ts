import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseSettings } from '../../src/config/parse-settings.js';
import { UsageError } from '../../src/core/errors.js';

const schema = z.strictObject({
  seconds: z.number().max(10, 'must be at most 10').default(5),
  count: z.int(),
  names: z.array(z.string()).default([]),
  place: z.strictObject({ city: z.string() }).optional(),
});

const messageOf = (raw: unknown): string => {
  try {
    parseSettings(schema, raw, 'a file');
  } catch (error) {
    if (error instanceof UsageError) return error.message;
  }
  throw new Error('it was taken');
};

describe('settings', () => {
  it('are filled in with their defaults', () =>
    expect(parseSettings(schema, { count: 2 }, 'a file')).toEqual({ seconds: 5, count: 2, names: [] }));

  it.each([
    [{ count: 'two' }, 'a file: count is "two": must be a number'],
    [{ count: 1, names: 'ada' }, 'a file: names is "ada": must be a list'],
    [{ count: 1, seconds: 11 }, 'a file: seconds is 11: must be at most 10'],
    [{}, 'a file: count is missing: must be a number'],
    ['text', 'a file: the file is "text": must be an object'],
    [{ count: 1, names: ['ada', 7] }, 'a file: names.1 is 7: must be text'],
    [
      { count: 1, secons: 3 },
      /^a file: unknown key "secons"\. Did you mean "seconds"\? Allowed are seconds, /,
    ],
    [
      { count: 1, secons: 1, name: 2 },
      'a file: unknown key "secons", "name". Allowed are seconds, count, names, place',
    ],
    [{ count: 1, place: { city: 'Łódź', zip: 1 } }, 'a file: unknown key "place.zip"'],
  ])('refuse %j', (raw, message) => expect(messageOf(raw)).toEqual(expect.stringMatching(exactly(message))));

  it('have all that is wrong in one line', () =>
    expect(messageOf({ seconds: 'x', count: null })).toBe(
      'a file: seconds is "x": must be a number; count is null: must be a number',
    ));

  it('have an error of their own code where they are no experiment', () =>
    expect(() => parseSettings(schema, {}, 'report.json', 'BAD_REPORT')).toThrow(
      expect.objectContaining({ code: 'BAD_REPORT' }),
    ));
});

const exactly = (message: string | RegExp) =>
  typeof message === 'string' ? new RegExp(`^${message.replace(/[.[\]]/g, '\\$&')}$`) : message;
