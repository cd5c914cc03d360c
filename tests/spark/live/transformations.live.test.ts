import { expect, test } from 'vitest';
import { Window, col, expr, functions as F, lit } from '../../../src/spark/index.js';
import type { DataFrame } from '../../../src/spark/index.js';
import { onEachServer } from './on-each-server.js';
import { scratchFolder } from './support.js';

onEachServer((spark) => {
  test('transformations run on the server', async () => {
    const frame = spark()
      .range(10)
      .withColumn('k', col('id').mod(3))
      .filter(col('id').gt(1).and(col('id').ne(5)))
      .groupBy('k')
      .agg(expr('sum(id)').alias('sum'), expr('count(*)').alias('n'))
      .orderBy(col('k').desc());
    expect(await frame.collect()).toEqual([
      { k: 2n, sum: 10n, n: 2n },
      { k: 1n, sum: 11n, n: 2n },
      { k: 0n, sum: 18n, n: 3n },
    ]);
    const other = spark()
      .range(2)
      .union(spark().range(2))
      .distinct()
      .select(lit('x').alias('c'), col('id').cast('string'));
    expect(await other.orderBy('id').collect()).toEqual([
      { c: 'x', id: '0' },
      { c: 'x', id: '1' },
    ]);
  });

  const ids = async (frame: DataFrame) => (await frame.collect<{ id: bigint }>()).map(({ id }) => Number(id));

  test('columns are made, renamed and dropped', async () => {
    const frame = spark()
      .range(1)
      .withColumns({ a: lit('x'), b: lit(true) })
      .withColumnRenamed('a', 'text')
      .withColumnRenamed('nothing', 'of it');
    expect(await frame.collect()).toEqual([{ id: 0n, text: 'x', b: true }]);
    expect(await frame.withColumnsRenamed({ id: 'n', b: 'flag' }).columns()).toEqual(['n', 'text', 'flag']);
    expect(await frame.toDF('x', 'y', 'z').columns()).toEqual(['x', 'y', 'z']);
    expect(await frame.drop('text', 'nothing', frame.col('b')).columns()).toEqual(['id']);
    expect(await frame.select('*', lit(1).alias('one')).columns()).toEqual(['id', 'text', 'b', 'one']);
    expect(await frame.alias('t').select('t.id').collect()).toEqual([{ id: 0n }]);
  });

  test('rows are cut at both ends', async () => {
    const frame = spark().range(10);
    expect(await ids(frame.offset(7))).toEqual([7, 8, 9]);
    expect(await ids(frame.offset(2).limit(2))).toEqual([2, 3]);
    expect(await frame.tail(2)).toEqual([{ id: 8n }, { id: 9n }]);
    expect(await frame.head()).toEqual({ id: 0n });
    expect(await frame.head(1)).toEqual([{ id: 0n }]);
    expect(await frame.isEmpty()).toBe(false);
    expect(await frame.filter('id > 10').isEmpty()).toBe(true);
  });

  test('duplicates go by all columns or by some', async () => {
    const frame = spark().range(6).selectExpr('id % 2 AS id', 'id % 3 AS k');
    expect(await frame.dropDuplicates().count()).toBe(6);
    expect(await frame.dropDuplicates('id').count()).toBe(2);
    expect(await frame.select('id').distinct().count()).toBe(2);
  });

  test('a sample is the same each time, and by its seed', async () => {
    const frame = spark().range(1000);
    const some = frame.sample(0.2);
    expect(await some.count()).toBe(await some.count());
    expect(await ids(frame.sample(0.2, { seed: 3 }))).toEqual(await ids(frame.sample(0.2, { seed: 3 })));
    expect(await frame.sample(3, { withReplacement: true, seed: 1 }).count()).toBeGreaterThan(2000);
    expect(await frame.sample(0).count()).toBe(0);
    expect(await frame.sample(1).count()).toBe(1000);
  });

  test('rows are repartitioned, and sorted within partitions', async () => {
    const place = F.spark_partition_id().alias('at');
    const partitions = async (frame: DataFrame) => frame.select(place).distinct().count();
    const frame = spark().range(0, 100, 1, 2);
    expect(await partitions(frame.repartition(5))).toBe(5);
    expect(await partitions(frame.coalesce(1))).toBe(1);
    const byKey = frame.withColumn('k', col('id').mod(4)).repartition(8, 'k');
    expect(await byKey.select('k', place).distinct().count()).toBe(4);
    expect(await frame.repartition('id').count()).toBe(100);
    const first = await ids(frame.sortWithinPartitions(col('id').desc()).limit(1));
    expect(first).toEqual([49]);
  });

  test('steps of one’s own stand in the chain', async () => {
    const latest = (frame: DataFrame) =>
      frame
        .withColumn('place', F.row_number().over(Window.partitionBy('k').orderBy(F.desc('id'))))
        .filter('place = 1')
        .drop('place');
    const frame = spark().range(10).withColumn('k', col('id').mod(2)).transform(latest).orderBy('k');
    expect(await ids(frame)).toEqual([8, 9]);
  });

  test('a stream without duplicates within its watermark', async () => {
    await using folder = await scratchFolder();
    const path = `${folder.path}/in`;
    const at = (minute: number) => new Date(minute * 60_000);
    const rows = [1, 2, 1, 3].map((id, minute) => ({ id, at: at(minute) }));
    await spark().createDataFrame(rows).write.json(path);
    const stream = spark()
      .readStream.schema('id BIGINT, at TIMESTAMP')
      .json(path)
      .withWatermark('at', '10 minutes')
      .dropDuplicatesWithinWatermark('id');
    const query = await stream.writeStream
      .format('memory')
      .queryName('without_duplicates')
      .trigger({ availableNow: true })
      .start();
    await query.awaitTermination();
    expect(await ids(spark().table('without_duplicates').orderBy('id'))).toEqual([1, 2, 3]);
  });
});
