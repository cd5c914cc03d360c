import { describe, expect, test } from 'vitest';
import { plainFunctions } from '../support/plain-functions.js';

/** As in PySpark, a few have other names than in SQL. */
const renamed: Readonly<Record<string, string>> = {
  bitwise_not: '~',
  count_distinct: 'count',
  create_map: 'map',
  pow: 'power',
  sum_distinct: 'sum',
};

describe('the server is asked for the function of the same name', () => {
  test.each(plainFunctions)('$name', ({ name, called }) => {
    expect(called).toBe(renamed[name] ?? name);
  });
});
