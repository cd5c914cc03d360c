import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { show } from '../../../src/notebooks/display/show.js';

const shown: string[] = [];

beforeEach(() => {
  shown.length = 0;
  vi.spyOn(console, 'log').mockImplementation((text: string) => void shown.push(text));
});
afterEach(() => void vi.restoreAllMocks());

it('a promise is waited for', async () => {
  await show(Promise.resolve([{ item: 'bread' }]));
  expect(shown).toEqual(['item\nbread']);
});

it.each([
  [7, '7'],
  [true, 'true'],
  [null, 'null'],
  ['text', 'text'],
  [[], 'no rows'],
  [{}, 'no rows'],
  [[1, 2], 'value\n1\n2'],
  [new Set(['a']), 'value\na'],
  [new Map([['a', 1]]), 'name  value\na     1'],
])('%j is not an empty table', async (value, text) => {
  await show(value);
  expect(shown).toEqual([text]);
});

it.each([
  [[Promise.resolve(1)], 'show: value[0] is a Promise: put await before the call that makes it'],
  [{ count: Promise.resolve(1) }, 'show: value.count is a Promise: put await before the call that makes it'],
])('a promise inside a value is refused', async (value, message) => {
  await expect(show(value)).rejects.toThrow(message);
});

it('a function is refused', async () => {
  await expect(show(function count() {})).rejects.toThrow(
    'show: count is a function: put () after it to call it',
  );
});

it('an unknown option is named, with what was meant', async () => {
  await expect(show([1], { row: 3 } as object)).rejects.toThrow(
    'show: options has no "row". Did you mean "rows"? Allowed are rows',
  );
});

it('an object with a lifetime is shown without its insides', async () => {
  const client: { self?: unknown } = {};
  client.self = client;
  await show({ client });
  expect(shown[0]).toContain('client');
});
