import { describe, expect, test } from 'vitest';
import { SparkArgumentError, col, expr, lit } from '../../../src/spark/index.js';
import type { Column } from '../../../src/spark/index.js';
import { a, call, columnPlan as json, int } from '../support/plans.js';

describe('columns', () => {
  test.each([
    ['a', a],
    ['*', { unresolvedStar: {} }],
    ['t.*', { unresolvedStar: { unparsedTarget: 't.*' } }],
    ['t.a', { unresolvedAttribute: { unparsedIdentifier: 't.a' } }],
  ])('%s', (name, message) => {
    expect(json(col(name))).toEqual(message);
  });

  test('SQL text is left to the server', () => {
    expect(json(expr('a + 1'))).toEqual({ expressionString: { expression: 'a + 1' } });
  });
});

describe('literals', () => {
  test.each([
    ['x', { string: 'x' }],
    [true, { boolean: true }],
    [1, { integer: 1 }],
    [-2147483648, { integer: -2147483648 }],
    [2147483648, { long: '2147483648' }],
    [9007199254740991, { long: '9007199254740991' }],
    [9007199254740992, { double: 9007199254740992 }],
    [0.5, { double: 0.5 }],
    [NaN, { double: 'NaN' }],
    [-0, { double: -0 }],
    [7n, { long: '7' }],
    [null, { null: { null: {} } }],
    [new Date('2024-01-02T03:04:05.678Z'), { timestamp: '1704164645678000' }],
    [Uint8Array.of(1, 2), { binary: 'AQI=' }],
  ])('%s', (value, message) => {
    expect(json(lit(value))).toEqual({ literal: message });
  });

  test('arrays become a call', () => {
    expect(json(lit([1, 2]))).toEqual(call('array', int(1), int(2)));
  });

  test('columns stay columns', () => {
    expect(json(lit(col('a')))).toEqual(a);
  });

  test.each([[undefined], [{ a: 1 }], [() => 1], [2n ** 63n], [new Date(NaN)], [Symbol('s')]])(
    '%s is refused',
    (value) => {
      expect(() => lit(value)).toThrow(SparkArgumentError);
    },
  );
});

describe('operators', () => {
  test.each<[string, Column, object]>([
    ['eq', col('a').eq(1), call('==', a, int(1))],
    ['ne', col('a').ne(1), call('not', call('==', a, int(1)))],
    ['eqNullSafe', col('a').eqNullSafe(null), call('<=>', a, { literal: { null: { null: {} } } })],
    ['gt', col('a').gt(col('a')), call('>', a, a)],
    ['between', col('a').between(1, 2), call('and', call('>=', a, int(1)), call('<=', a, int(2)))],
    ['isin', col('a').isin(1, 2), call('in', a, int(1), int(2))],
    ['isNull', col('a').isNull(), call('isnull', a)],
    ['a string is a value, not a column', col('a').plus('b'), call('+', a, { literal: { string: 'b' } })],
    ['isin an array', col('a').isin([1, 2]), call('in', a, int(1), int(2))],
    ['getItem', col('a').getItem(0), { unresolvedExtractValue: { child: a, extraction: int(0) } }],
    [
      'withField',
      col('a').withField('f', lit(1)),
      { updateFields: { structExpression: a, fieldName: 'f', valueExpression: int(1) } },
    ],
    [
      'dropFields',
      col('a').dropFields('f', 'g'),
      {
        updateFields: {
          structExpression: { updateFields: { structExpression: a, fieldName: 'f' } },
          fieldName: 'g',
        },
      },
    ],
    ['tryCast', col('a').tryCast('int'), { cast: { expr: a, typeStr: 'int', evalMode: 'EVAL_MODE_TRY' } }],
    ['alias of several', col('a').alias('b', 'c'), { alias: { expr: a, name: ['b', 'c'] } }],
    ['cast', col('a').cast('bigint'), { cast: { expr: a, typeStr: 'bigint' } }],
    ['alias', col('a').alias('b'), { alias: { expr: a, name: ['b'] } }],
    [
      'asc',
      col('a').asc(),
      { sortOrder: { child: a, direction: 'SORT_DIRECTION_ASCENDING', nullOrdering: 'SORT_NULLS_FIRST' } },
    ],
    [
      'ascNullsLast',
      col('a').ascNullsLast(),
      { sortOrder: { child: a, direction: 'SORT_DIRECTION_ASCENDING', nullOrdering: 'SORT_NULLS_LAST' } },
    ],
    [
      'desc',
      col('a').desc(),
      { sortOrder: { child: a, direction: 'SORT_DIRECTION_DESCENDING', nullOrdering: 'SORT_NULLS_LAST' } },
    ],
  ])('%s', (_, column, message) => {
    expect(json(column)).toEqual(message);
  });
});
