import { describe, expect, test } from 'vitest';
import { col, functions as F, lit } from '../../../src/spark/index.js';
import type { Column } from '../../../src/spark/index.js';
import { onEachServer } from './on-each-server.js';

const row = { i: 6, s: 'a_b%', x: null, p: { a: 1, b: 'two' } };
const schema = 'i INT, s STRING, x INT, p STRUCT<a: INT, b: STRING>';
const i = col('i');
const s = col('s');
const x = col('x');

onEachServer((spark) => {
  describe('a column gives', () => {
    test.each<[string, Column, unknown]>([
      ['eq null', x.eq(1), null],
      ['eqNullSafe', x.eqNullSafe(null), true],
      ['between', i.between(6, 7), true],
      ['isin by values', i.isin(5, 6), true],
      ['isin by an array', i.isin([5, 7]), false],
      ['a longer calculation', i.plus(1).times(2).minus(4).divide(5).mod(3), 2],
      ['negate', i.negate(), -6],
      ['bitwise', F.array(i.bitwiseAND(3), i.bitwiseOR(1), i.bitwiseXOR(2)), [2, 7, 4]],
      ['isNull, isNotNull', x.isNull().and(i.isNotNull()), true],
      ['isNaN', lit(NaN).isNaN(), true],
      ['like', s.like('a__%'), true],
      ['ilike', s.ilike('A%'), true],
      ['rlike', s.rlike('^b'), false],
      ['contains', s.contains('_b'), true],
      ['startsWith, endsWith', s.startsWith('a').and(s.endsWith('%')), true],
      ['substr', s.substr(2, 2), '_b'],
      ['getItem of a map', F.create_map(lit('k'), 'i').getItem('k'), 6],
      ['getField', col('p').getField('b'), 'two'],
      ['withField', col('p').withField('b', lit(3)).withField('c', lit(4)), { a: 1, b: 3, c: 4 }],
      ['dropFields', col('p').dropFields('a'), { b: 'two' }],
      ['cast', i.cast('string'), '6'],
      ['tryCast', s.tryCast('int'), null],
    ])('%s', async (_, column, value) => {
      const frame = spark().createDataFrame([row], schema).select(column.name('value'));
      expect(await frame.first()).toEqual({ value });
    });
  });

  test('orders put nulls where they are told', async () => {
    const frame = spark().createDataFrame([{ n: 1 }, { n: null }, { n: 2 }], 'n INT');
    const ordered = async (order: Column) =>
      (await frame.orderBy(order).collect<{ n: number | null }>()).map(({ n }) => n);
    const n = col('n');
    expect(await ordered(n.asc())).toEqual([null, 1, 2]);
    expect(await ordered(n.ascNullsFirst())).toEqual([null, 1, 2]);
    expect(await ordered(n.ascNullsLast())).toEqual([1, 2, null]);
    expect(await ordered(n.desc())).toEqual([2, 1, null]);
    expect(await ordered(n.descNullsFirst())).toEqual([null, 2, 1]);
    expect(await ordered(n.descNullsLast())).toEqual([2, 1, null]);
  });
});
