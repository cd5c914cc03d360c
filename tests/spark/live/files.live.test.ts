import { expect, test } from 'vitest';
import { col } from '../../../src/spark/index.js';
import { failure } from '../support/failure.js';
import { onEachServer } from './on-each-server.js';
import { scratchFolder } from './support.js';

onEachServer((spark) => {
  test('files are written by mode and partition, and read back', async () => {
    await using folder = await scratchFolder();
    const path = `${folder.path}/json`;
    const frame = spark().range(4).withColumn('p', col('id').mod(2));
    await frame.write.partitionBy('p').json(path);
    expect(await failure(frame.write.json(path))).toMatchObject({ errorClass: 'PATH_ALREADY_EXISTS' });
    await frame.write.mode('ignore').json(path);
    await frame.write.mode('append').partitionBy('p').json(path);
    const back = spark().read.schema('id BIGINT, p BIGINT').json(path);
    expect(await back.count()).toBe(8);
    expect(await back.where('p = 1').distinct().orderBy('id').collect()).toEqual([
      { id: 1n, p: 1n },
      { id: 3n, p: 1n },
    ]);
    await frame.write.mode('overwrite').option('header', true).csv(`${folder.path}/csv`);
    expect(await spark().read.option('header', true).csv(`${folder.path}/csv`).count()).toBe(4);
  });

  test('each format', async () => {
    await using folder = await scratchFolder();
    const frame = spark().range(2).select(col('id').cast('string').alias('value'));
    const rows = [{ value: '0' }, { value: '1' }];
    for (const format of ['json', 'parquet', 'orc', 'csv', 'text'] as const) {
      const path = `${folder.path}/${format}`;
      await frame.coalesce(1).write[format](path);
      const back = spark().read.schema('value STRING')[format](path);
      expect(await back.orderBy('value').collect(), format).toEqual(rows);
    }
    await frame.write.format('noop').mode('overwrite').save();
  });

  test('tables', async () => {
    await using folder = await scratchFolder();
    const table = `numbers_${folder.path.replaceAll(/\W/g, '_')}`;
    const frame = spark().range(4).withColumn('p', col('id').mod(2));
    const write = (made = frame) => made.write.format('parquet').option('path', `${folder.path}/t`);
    try {
      await write().partitionBy('p').bucketBy(2, 'id').sortBy('id').saveAsTable(table);
      expect(await failure(write().saveAsTable(table))).toMatchObject({
        errorClass: 'TABLE_OR_VIEW_ALREADY_EXISTS',
      });
      expect(await spark().table(table).count()).toBe(4);
      const described = await spark().sql(`DESCRIBE EXTENDED ${table}`);
      const rows = await described.filter("col_name IN ('Num Buckets', 'Sort Columns')").collect();
      expect(rows).toMatchObject([{ data_type: '2' }, { data_type: '[`id`]' }]);
    } finally {
      await spark().sql(`DROP TABLE IF EXISTS ${table}`);
    }
  });

  test('rows go into a table by position', async () => {
    await using folder = await scratchFolder();
    const table = `places_${folder.path.replaceAll(/\W/g, '_')}`;
    await spark().sql(`CREATE TABLE ${table} (a BIGINT, b BIGINT) USING parquet LOCATION '${folder.path}/t'`);
    try {
      const frame = spark().range(1).selectExpr('7L AS b', '8L AS a');
      await frame.write.insertInto(table);
      await frame.write.insertInto(table);
      expect(await spark().table(table).collect()).toEqual([
        { a: 7n, b: 8n },
        { a: 7n, b: 8n },
      ]);
      await frame.write.mode('overwrite').insertInto(table);
      expect(await spark().table(table).count()).toBe(1);
    } finally {
      await spark().sql(`DROP TABLE ${table}`);
    }
  });

  test('a database without its driver on the server', async () => {
    const url = 'jdbc:nodb://localhost/shop';
    const read = spark().read.jdbc(url, 'orders', { user: 'u' });
    expect((await failure(read.collect())).message).toContain('No suitable driver');
    const written = spark().range(1).write.mode('append').jdbc(url, 'orders');
    expect((await failure(written)).message).toContain('No suitable driver');
  });
});
