import { describe, expect, test } from 'vitest';
import { onEachServer } from './on-each-server.js';

onEachServer((spark) => {
  describe('nulls', () => {
    const gaps = () =>
      spark().createDataFrame(
        [
          { i: 1, d: null, s: 'x', b: true },
          { i: null, d: 2.5, s: null, b: null },
          { i: null, d: null, s: null, b: null },
        ],
        'i INT, d DOUBLE, s STRING, b BOOLEAN',
      );

    test('filled', async () => {
      expect(await gaps().na.fill(0).collect()).toEqual([
        { i: 1, d: 0, s: 'x', b: true },
        { i: 0, d: 2.5, s: null, b: null },
        { i: 0, d: 0, s: null, b: null },
      ]);
      expect(await gaps().na.fill('none').tail(1)).toEqual([{ i: null, d: null, s: 'none', b: null }]);
      expect(await gaps().na.fill(0.5, ['d']).tail(1)).toEqual([{ i: null, d: 0.5, s: null, b: null }]);
      expect(await gaps().na.fill({ i: 7n, s: '?', b: false }).tail(1)).toEqual([
        { i: 7, d: null, s: '?', b: false },
      ]);
    });

    test('dropped', async () => {
      expect(await gaps().na.drop().count()).toBe(0);
      expect(await gaps().na.drop({ how: 'all' }).count()).toBe(2);
      expect(await gaps().na.drop({ thresh: 3 }).count()).toBe(1);
      expect(
        await gaps()
          .na.drop({ subset: ['d'] })
          .collect(),
      ).toMatchObject([{ d: 2.5 }]);
    });

    test('other values replaced', async () => {
      const replaced = gaps()
        .na.replace([['x', 'y']])
        .na.replace([[2.5, null]], ['d'])
        .na.replace([[1, 2]]);
      expect(await replaced.select('i', 'd', 's').collect()).toEqual([
        { i: 2, d: null, s: 'y' },
        { i: null, d: null, s: null },
        { i: null, d: null, s: null },
      ]);
    });
  });

  test('describe and summary', async () => {
    const frame = spark().range(1, 5);
    expect(await frame.describe('id').collect()).toEqual([
      { summary: 'count', id: '4' },
      { summary: 'mean', id: '2.5' },
      { summary: 'stddev', id: '1.2909944487358056' },
      { summary: 'min', id: '1' },
      { summary: 'max', id: '4' },
    ]);
    expect(await frame.summary('count', '50%').collect()).toEqual([
      { summary: 'count', id: '4' },
      { summary: '50%', id: '2' },
    ]);
    expect(await frame.summary().count()).toBe(8);
  });

  test('between columns', async () => {
    const { stat } = spark().range(1, 11).selectExpr('id', 'id * 2 AS twice', 'id % 2 AS odd');
    expect(await stat.corr('id', 'twice')).toBeCloseTo(1, 12);
    expect(await stat.cov('id', 'twice')).toBeCloseTo(55 / 3, 9);
    expect(await stat.approxQuantile(['id', 'twice'], [0, 0.5, 1])).toEqual([
      [1, 5, 10],
      [2, 10, 20],
    ]);
    const odd = await stat.crosstab('odd', 'odd').orderBy('odd_odd').collect();
    expect(odd).toEqual([
      { odd_odd: '0', '0': 5n, '1': 0n },
      { odd_odd: '1', '0': 0n, '1': 5n },
    ]);
    const [frequent] = await stat.freqItems(['odd'], 0.4).collect<{ odd_freqItems: bigint[] }>();
    expect(frequent?.odd_freqItems.toSorted()).toEqual([0n, 1n]);
  });
});
