import { expect, test } from 'vitest';
import { plainFunctions } from '../../support/plain-functions.js';
import { onEachServer } from '../on-each-server.js';

onEachServer((spark) => {
  test('the server knows every function', async () => {
    const all = await spark().sql('SHOW ALL FUNCTIONS');
    const known = new Set((await all.collect<{ function: string }>()).map((row) => row.function));
    expect(plainFunctions.length).toBeGreaterThan(200);
    expect(plainFunctions.filter(({ called = '' }) => !known.has(called))).toEqual([]);
  });
});
