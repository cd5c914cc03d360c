import { describe, expect, test } from 'vitest';
import { functions as F } from '../../../src/spark/index.js';
import type { Column } from '../../../src/spark/index.js';

/** What is no plain call of a function on the server. */
const others = new Set([
  ...['col', 'lit', 'expr', 'call_function', 'asc', 'desc', 'broadcast', 'udf', 'when', 'window'],
  ...['transform', 'filter', 'exists', 'forall', 'zip_with', 'aggregate'],
  ...['transform_keys', 'transform_values', 'map_filter'],
]);

/** As in PySpark, a few have other names than in SQL. */
const renamed: Readonly<Record<string, string>> = {
  bitwise_not: '~',
  count_distinct: 'count',
  create_map: 'map',
  pow: 'power',
  sum_distinct: 'sum',
};

type Plain = (...args: readonly unknown[]) => Column;
const plain = Object.entries(F).filter(([name]) => !others.has(name)) as [string, Plain][];

describe('the server is asked for the function of the same name', () => {
  test.each(plain)('%s', (name, call) => {
    expect(call('a', 'b').expression.exprType).toMatchObject({
      case: 'unresolvedFunction',
      value: { functionName: renamed[name] ?? name },
    });
  });
});
