import { expect, it } from 'vitest';
import { z } from 'zod';
import { checkArguments, objectWith } from '../../src/core/arguments.js';

const PARAMETERS = {
  shop: objectWith('a shop, as openShop returns it', 'topic'),
  counts: z
    .strictObject({ valid: z.int().min(0).optional(), mode: z.enum(['fast', 'slow']).optional() })
    .optional(),
};
const shop = { topic: 'orders' };

const messageOf = (...given: unknown[]): string => {
  try {
    checkArguments('send', PARAMETERS, ...given);
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
};

it.each([
  [[shop], 'accepted'],
  [[shop, { valid: 0 }], 'accepted'],
  [[shop, { valid: -1 }], 'send: counts.valid is -1: must be 0 or more'],
  [[shop, { valid: 1.5 }], 'send: counts.valid is 1.5: must be a whole number'],
  [[shop, { valid: 'ten' }], 'send: counts.valid is "ten": must be a number'],
  [[shop, 300], 'send: counts is 300: must be an object'],
  [[shop, { vaild: 3 }], 'send: counts has no "vaild". Did you mean "valid"? Allowed are valid, mode'],
  [[shop, { nothing: 3 }], 'send: counts has no "nothing". Allowed are valid, mode'],
  [[shop, { mode: 'fsat' }], 'send: counts.mode is "fsat": must be "fast" or "slow". Did you mean "fast"?'],
  [[{ valid: 3 }, shop], 'send: the arguments are swapped: call send(shop, counts)'],
  [[undefined], 'send: shop is missing: must be a shop, as openShop returns it'],
  [[Promise.resolve(shop)], 'send: shop is a Promise: put await before the call that makes it'],
  [
    [shop, Promise.resolve({ valid: 3 })],
    'send: counts is a Promise: put await before the call that makes it',
  ],
])('%j: %s', (given, message) => {
  expect(messageOf(...given)).toBe(message);
});
