import { describe, expect, test } from 'vitest';
import { AnalysisException, col, functions as F } from '../../../src/spark/index.js';
import type { DataFrame, JoinType } from '../../../src/spark/index.js';
import { failure } from '../support/failure.js';
import { onEachServer } from './on-each-server.js';

onEachServer((spark) => {
  const numbers = (...values: readonly number[]) =>
    spark().createDataFrame(
      values.map((id) => ({ id })),
      'id INT',
    );
  const ids = async (frame: DataFrame) =>
    (await frame.orderBy('id').collect<{ id: number }>()).map(({ id }) => id);

  describe('joins', () => {
    const left = () => numbers(1, 2, 3).withColumn('a', F.concat(F.lit('a'), 'id'));
    const right = () => numbers(2, 3, 4).withColumn('b', F.concat(F.lit('b'), 'id'));

    test.each<[JoinType, readonly object[]]>([
      [
        'inner',
        [
          { id: 2, a: 'a2', b: 'b2' },
          { id: 3, a: 'a3', b: 'b3' },
        ],
      ],
      [
        'left',
        [
          { id: 1, a: 'a1', b: null },
          { id: 2, a: 'a2', b: 'b2' },
          { id: 3, a: 'a3', b: 'b3' },
        ],
      ],
      [
        'right_outer',
        [
          { id: 2, a: 'a2', b: 'b2' },
          { id: 3, a: 'a3', b: 'b3' },
          { id: 4, a: null, b: 'b4' },
        ],
      ],
      [
        'full',
        [
          { id: 1, a: 'a1', b: null },
          { id: 2, a: 'a2', b: 'b2' },
          { id: 3, a: 'a3', b: 'b3' },
          { id: 4, a: null, b: 'b4' },
        ],
      ],
      [
        'semi',
        [
          { id: 2, a: 'a2' },
          { id: 3, a: 'a3' },
        ],
      ],
      ['left_anti', [{ id: 1, a: 'a1' }]],
    ])('%s', async (how, rows) => {
      expect(await left().join(right(), 'id', how).orderBy('id').collect()).toEqual(rows);
    });

    test('by several names, with a hint', async () => {
      const twice = left().withColumn('k', col('id').mod(2));
      const joined = twice.join(F.broadcast(twice.select('id', 'k')), ['id', 'k']);
      expect(await joined.columns()).toEqual(['id', 'k', 'a']);
      expect(await joined.count()).toBe(3);
      expect(await joined.explainString()).toContain('BroadcastHashJoin');
    });

    test('by a condition between columns of the same name', async () => {
      const [one, two] = [left(), right()];
      const joined = one.join(two, one.col('id').lt(two.col('id')), 'inner');
      const rows = await joined
        .select(one.col('id').alias('l'), two.col('id').alias('r'))
        .orderBy('l', 'r')
        .collect();
      expect(rows).toEqual([
        { l: 1, r: 2 },
        { l: 1, r: 3 },
        { l: 1, r: 4 },
        { l: 2, r: 3 },
        { l: 2, r: 4 },
        { l: 3, r: 4 },
      ]);
      expect(await joined.drop(two.col('id')).columns()).toEqual(['id', 'a', 'b']);
    });

    test('of two frames made of the same one', async () => {
      const all = numbers(1, 2, 3);
      const [low, high] = [all.filter('id < 3'), all.filter('id > 1')];
      const joined = low.join(high, low.col('id').eq(high.col('id').minus(1)));
      expect(await joined.orderBy(low.col('id')).toArrow()).toMatchObject({ numRows: 2, numCols: 2 });
      expect(await joined.select(high.col('id')).orderBy('id').collect()).toEqual([{ id: 2 }, { id: 3 }]);
    });

    test('of a frame with itself, by aliases', async () => {
      const all = numbers(1, 2, 3);
      const joined = all.alias('l').join(all.alias('r'), col('l.id').eq(col('r.id').plus(1)));
      expect(await joined.select('l.id', col('r.id').alias('before')).orderBy('before').collect()).toEqual([
        { id: 2, before: 1 },
        { id: 3, before: 2 },
      ]);
    });

    test('each with each', async () => {
      expect(
        await numbers(1, 2)
          .crossJoin(numbers(3, 4, 5))
          .count(),
      ).toBe(6);
    });

    test('by an unknown name', async () => {
      expect(await failure(left().join(right(), 'x').count())).toBeInstanceOf(AnalysisException);
    });
  });

  test('unions by position and by name', async () => {
    const one = spark().createDataFrame([{ a: 1, b: 'x' }], 'a INT, b STRING');
    const other = spark().createDataFrame([{ b: 'y', a: 2 }], 'b STRING, a INT');
    expect(await one.unionByName(other).orderBy('a').collect()).toEqual([
      { a: 1, b: 'x' },
      { a: 2, b: 'y' },
    ]);
    const less = other.drop('b');
    expect(await failure(one.unionByName(less).collect())).toBeInstanceOf(AnalysisException);
    expect(await one.unionByName(less, { allowMissingColumns: true }).orderBy('a').collect()).toEqual([
      { a: 1, b: 'x' },
      { a: 2, b: null },
    ]);
    expect(await ids(numbers(1, 1).unionAll(numbers(1, 2)))).toEqual([1, 1, 1, 2]);
  });

  test('what is in both, and what is in one only', async () => {
    const [one, other] = [numbers(1, 1, 1, 2, 3), numbers(1, 1, 2, 4)];
    expect(await ids(one.intersect(other))).toEqual([1, 2]);
    expect(await ids(one.intersectAll(other))).toEqual([1, 1, 2]);
    expect(await ids(one.except(other))).toEqual([3]);
    expect(await ids(one.subtract(other))).toEqual([3]);
    expect(await ids(one.exceptAll(other))).toEqual([1, 3]);
  });
});
