import { describe, expect, it } from 'vitest';
import { decodeOrderId, encodeOrderId } from '../../../../src/pipelines/orders/data/order-id.js';

describe('order ids', () => {
  it.each([
    { seed: 0, producer: 'valid', sequence: 0 },
    { seed: 42, producer: 'invalid', sequence: 1 },
    { seed: 2 ** 32 - 1, producer: 'valid', sequence: 4_294_967_296 },
    { seed: 7, producer: 'invalid', sequence: Number.MAX_SAFE_INTEGER },
  ] as const)('encode and decode $seed $producer $sequence', (identity) => {
    expect(decodeOrderId(encodeOrderId(identity))).toEqual(identity);
  });

  it('are UUIDs of version 8 with the variant of RFC 9562', () => {
    expect(encodeOrderId({ seed: 42, producer: 'invalid', sequence: 258 })).toBe(
      '00000000-002a-8001-8000-000000000102',
    );
  });

  it.each([
    ['no UUID', 'hello'],
    ['of another version', '00000000-002a-4001-8000-000000000102'],
    ['of an unknown producer', '00000000-002a-8002-8000-000000000102'],
    ['beyond what a number can hold', '00000000-002a-8001-8fff-ffffffffffff'],
    ['in capitals', '00000000-002A-8001-8000-000000000102'],
  ])('are not read back when %s', (_, orderId) => {
    expect(decodeOrderId(orderId)).toBeUndefined();
  });
});
