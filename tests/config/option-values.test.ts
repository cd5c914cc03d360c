import { InvalidArgumentError } from 'commander';
import { describe, expect, it } from 'vitest';
import {
  positiveInteger,
  positiveNumber,
  secondsOrZero,
  seedNumber,
} from '../../src/config/option-values.js';

describe.each([
  [positiveNumber, ['1', '0.5', '1e3'], ['0', '-1', '', ' ', 'x', '1,5', 'Infinity', '3 s']],
  [positiveInteger, ['1', '1e3'], ['0', '1.5', '9007199254740993', '', 'x']],
  // Seeds are whole numbers of 32 bits.
  [seedNumber, ['0', '42', '4294967295'], ['4294967296', '-1', '1.0', '0x10', '', ' 1']],
  [secondsOrZero, ['0', '0.5', '60'], ['-1', '', ' ', 'NaN', 'Infinity', '1 min']],
])('%o', (parse, taken, refused) => {
  it.each(taken)('takes "%s" as that number', (text) => expect(parse(text)).toBe(Number(text)));

  it.each(refused)('refuses "%s", and says what is allowed', (text) => {
    expect(() => parse(text)).toThrow(InvalidArgumentError);
    expect(() => parse(text)).toThrow(/^Allowed is a .*number/);
  });
});
