import { describe, expect, test } from 'vitest';
import { Window, expr, functions as F } from '../../../../src/spark/index.js';
import { onEachServer } from '../on-each-server.js';

const sales = [
  { city: 'Oslo', day: 1, amount: 10 },
  { city: 'Oslo', day: 2, amount: 10 },
  { city: 'Oslo', day: 3, amount: 30 },
  { city: 'Rome', day: 1, amount: 5 },
  { city: 'Rome', day: 2, amount: null },
];

onEachServer((spark) => {
  const frame = () => spark().createDataFrame(sales, 'city STRING, day INT, amount INT');

  test('aggregates', async () => {
    const totals = await frame()
      .groupBy('city')
      .agg(
        F.count('*').alias('rows'),
        F.count('amount').alias('amounts'),
        F.count_distinct('amount').alias('distinct'),
        F.sum('amount').alias('sum'),
        F.sum_distinct('amount').alias('sum_distinct'),
        F.avg('amount').alias('avg'),
        F.min('amount').alias('min'),
        F.max('amount').alias('max'),
        F.max_by('day', 'amount').alias('best_day'),
        F.collect_set('amount').alias('set'),
        F.median('amount').alias('median'),
        F.percentile('amount', [0, 1]).alias('ends'),
        F.percentile_approx('amount', 0.5).alias('middle'),
        F.count_if(F.col('amount').gt(9)).alias('big'),
        F.first('day', true).alias('first'),
        F.stddev_pop('amount').alias('deviation'),
        F.approx_count_distinct('day', 0.1).alias('days'),
        F.mode('amount').alias('mode'),
        F.bool_and(F.col('day').gt(0)).alias('all'),
      )
      .orderBy('city')
      .collect<{ set: number[] }>();
    expect(totals.map((row) => ({ ...row, set: row.set.toSorted((x, y) => x - y) }))).toEqual([
      {
        city: 'Oslo',
        rows: 3n,
        amounts: 3n,
        distinct: 2n,
        sum: 50n,
        sum_distinct: 40n,
        avg: 50 / 3,
        min: 10,
        max: 30,
        best_day: 3,
        set: [10, 30],
        median: 10,
        ends: [10, 30],
        middle: 10,
        big: 3n,
        first: 1,
        deviation: expect.closeTo(9.428, 3) as unknown,
        days: 3n,
        mode: 10,
        all: true,
      },
      {
        city: 'Rome',
        rows: 2n,
        amounts: 1n,
        distinct: 1n,
        sum: 5n,
        sum_distinct: 5n,
        avg: 5,
        min: 5,
        max: 5,
        best_day: 1,
        set: [5],
        median: 5,
        ends: [5, 5],
        middle: 5,
        big: 0n,
        first: 1,
        deviation: 0,
        days: 2n,
        mode: 5,
        all: true,
      },
    ]);
  });

  describe('windows', () => {
    const byCity = Window.partitionBy('city').orderBy('day');

    test('places and neighbours', async () => {
      const ranked = frame().select(
        'city',
        'day',
        F.row_number().over(byCity).alias('row'),
        F.rank().over(Window.partitionBy('city').orderBy('amount')).alias('rank'),
        F.dense_rank()
          .over(Window.partitionBy('city').orderBy(F.desc('amount')))
          .alias('dense'),
        F.lag('amount').over(byCity).alias('before'),
        F.lead('amount', 1, -1).over(byCity).alias('after'),
        F.ntile(2).over(byCity).alias('half'),
        F.nth_value('amount', 2).over(byCity).alias('second'),
      );
      expect(await ranked.orderBy('city', 'day').collect()).toEqual([
        { city: 'Oslo', day: 1, row: 1, rank: 1, dense: 2, before: null, after: 10, half: 1, second: null },
        { city: 'Oslo', day: 2, row: 2, rank: 1, dense: 2, before: 10, after: 30, half: 1, second: 10 },
        { city: 'Oslo', day: 3, row: 3, rank: 3, dense: 1, before: 10, after: -1, half: 2, second: 10 },
        { city: 'Rome', day: 1, row: 1, rank: 2, dense: 1, before: null, after: null, half: 1, second: null },
        { city: 'Rome', day: 2, row: 2, rank: 1, dense: 2, before: 5, after: -1, half: 2, second: null },
      ]);
    });

    test('frames by rows and by range', async () => {
      const { unboundedPreceding, unboundedFollowing, currentRow } = Window;
      const summed = spark()
        .createDataFrame(
          [1, 2, 4, 7].map((x) => ({ x, when: new Date(x * 3_600_000) })),
          'x INT, when TIMESTAMP',
        )
        .select(
          'x',
          F.sum('x').over(Window.orderBy('x').rowsBetween(-1, currentRow)).alias('two'),
          F.sum('x').over(Window.orderBy('x').rowsBetween(unboundedPreceding, -1)).alias('before'),
          F.sum('x').over(Window.rowsBetween(unboundedPreceding, unboundedFollowing)).alias('all'),
          F.sum('x').over(Window.orderBy('x').rangeBetween(-2, 2)).alias('near'),
          F.count('x')
            .over(Window.orderBy('when').rangeBetween(expr("INTERVAL '-2' HOUR"), 0))
            .alias('recent'),
        );
      expect(await summed.collect()).toEqual([
        { x: 1, two: 1n, before: null, all: 14n, near: 3n, recent: 1n },
        { x: 2, two: 3n, before: 1n, all: 14n, near: 7n, recent: 2n },
        { x: 4, two: 6n, before: 3n, all: 14n, near: 6n, recent: 2n },
        { x: 7, two: 11n, before: 7n, all: 14n, near: 7n, recent: 1n },
      ]);
    });
  });

  test('windows of time', async () => {
    const events = spark().createDataFrame([0, 4, 11, 40].map((m) => ({ t: new Date(m * 60_000) })));
    const counts = events.groupBy(F.window('t', '10 minutes')).count().orderBy('window.start');
    const start = (minutes: number) => new Date(minutes * 60_000);
    expect(await counts.select('window.start', 'window.end', 'count').collect()).toEqual([
      { start: start(0), end: start(10), count: 2n },
      { start: start(10), end: start(20), count: 1n },
      { start: start(40), end: start(50), count: 1n },
    ]);
    expect(
      await events
        .groupBy(F.window('t', '10 minutes', '5 minutes'))
        .count()
        .count(),
    ).toBe(6);
    const sessions = events.groupBy(F.session_window('t', '8 minutes')).count().orderBy('session_window');
    expect((await sessions.collect<{ count: bigint }>()).map(({ count }) => count)).toEqual([3n, 1n]);
  });

  test('one row for each item', async () => {
    const lists = spark().createDataFrame([
      { id: 1, xs: ['a', 'b'] },
      { id: 2, xs: [] },
    ]);
    expect(await lists.select('id', F.explode('xs').alias('x')).collect()).toEqual([
      { id: 1n, x: 'a' },
      { id: 1n, x: 'b' },
    ]);
    expect(await lists.select('id', F.explode_outer('xs').alias('x')).count()).toBe(3);
    expect(await lists.select(F.posexplode('xs').alias('at', 'x')).collect()).toEqual([
      { at: 0, x: 'a' },
      { at: 1, x: 'b' },
    ]);
  });
});
