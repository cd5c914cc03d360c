import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SparkSession } from '../../../src/spark/index.js';
import type { Catalog } from '../../../src/spark/index.js';
import { servers } from './support.js';

describe.each(servers)('on $name', ({ remote }) => {
  let spark: SparkSession;
  let catalog: Catalog;
  beforeAll(async () => {
    spark = await SparkSession.builder().remote(remote).create();
    ({ catalog } = spark);
    await spark.sql('DROP DATABASE IF EXISTS shop CASCADE');
    await spark.sql("CREATE DATABASE shop COMMENT 'all of it'");
    await spark.sql(
      "CREATE TABLE shop.items (id BIGINT COMMENT 'key', kind STRING) USING parquet PARTITIONED BY (kind)",
    );
  });
  afterAll(async () => {
    await spark.sql('DROP DATABASE shop CASCADE');
    await spark.stop();
  });

  test('databases', async () => {
    expect(await catalog.currentDatabase()).toBe('default');
    expect((await catalog.listDatabases()).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['default', 'shop']),
    );
    expect(await catalog.listDatabases('sh*')).toMatchObject([{ name: 'shop', description: 'all of it' }]);
    expect([await catalog.databaseExists('shop'), await catalog.databaseExists('nope')]).toEqual([
      true,
      false,
    ]);
    await catalog.setCurrentDatabase('shop');
    expect(await catalog.currentDatabase()).toBe('shop');
    expect(await catalog.tableExists('items')).toBe(true);
    await catalog.setCurrentDatabase('default');
    expect(await catalog.tableExists('items')).toBe(false);
    await expect(catalog.setCurrentDatabase('nope')).rejects.toMatchObject({
      errorClass: 'SCHEMA_NOT_FOUND',
    });
  });

  test('tables and columns', async () => {
    const items = { name: 'items', namespace: ['shop'], tableType: 'MANAGED', isTemporary: false };
    expect(await catalog.listTables('shop')).toMatchObject([items]);
    expect(await catalog.listTables('shop', 'x*')).toEqual([]);
    expect(await catalog.getTable('shop.items')).toMatchObject(items);
    expect(await catalog.listColumns('shop.items')).toMatchObject([
      { name: 'id', description: 'key', dataType: 'bigint', nullable: true, isPartition: false },
      { name: 'kind', description: null, dataType: 'string', isPartition: true },
    ]);
    await expect(catalog.listColumns('nope')).rejects.toMatchObject({
      errorClass: 'TABLE_OR_VIEW_NOT_FOUND',
    });
    await catalog.refreshTable('shop.items');
  });

  test('views', async () => {
    await spark.range(1).createOrReplaceTempView('seen');
    expect(await catalog.listTables(undefined, 'seen')).toMatchObject([
      { name: 'seen', catalog: null, namespace: [], tableType: 'TEMPORARY', isTemporary: true },
    ]);
    expect([await catalog.dropTempView('seen'), await catalog.dropTempView('seen')]).toEqual([true, false]);
    await spark.sql('CREATE OR REPLACE GLOBAL TEMPORARY VIEW everywhere AS SELECT 1');
    expect(await catalog.tableExists('global_temp.everywhere')).toBe(true);
    expect(await catalog.dropGlobalTempView('everywhere')).toBe(true);
  });

  test('functions', async () => {
    expect(await catalog.functionExists('abs')).toBe(true);
    expect(await catalog.functionExists('nope')).toBe(false);
    expect(await catalog.listFunctions(undefined, 'row_num*')).toMatchObject([{ name: 'row_number' }]);
  });

  test('the cache', async () => {
    await spark.range(3).createOrReplaceTempView('kept');
    expect(await catalog.isCached('kept')).toBe(false);
    await catalog.cacheTable('kept');
    expect(await catalog.isCached('kept')).toBe(true);
    await catalog.uncacheTable('kept');
    expect(await catalog.isCached('kept')).toBe(false);
    await catalog.cacheTable('kept');
    await catalog.clearCache();
    expect(await catalog.isCached('kept')).toBe(false);
  });
});
