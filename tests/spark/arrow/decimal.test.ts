import { expect, test } from 'vitest';
import { unscaledDecimal } from '../../../src/spark/arrow/decimal.js';

test.each<[unknown, number, number, bigint | undefined]>([
  ['123.45', 10, 2, 12_345n],
  ['-0.005', 10, 2, -1n],
  ['0.004', 10, 2, 0n],
  ['.5', 10, 1, 5n],
  ['+7', 10, 0, 7n],
  [2.5, 10, 2, 250n],
  [1e21, 38, 0, 10n ** 21n],
  [1.5e-7, 38, 10, 1500n],
  [12n, 3, 1, 120n],
  ['99.95', 3, 1, undefined],
  ['99.94', 3, 1, 999n],
  ['1e3', 10, 0, undefined],
  ['', 10, 0, undefined],
  ['x', 10, 0, undefined],
  [NaN, 10, 0, undefined],
  [true, 10, 0, undefined],
])('%s as DECIMAL(%i, %i)', (value, precision, scale, expected) => {
  expect(unscaledDecimal(value, precision, scale)).toBe(expected);
});
