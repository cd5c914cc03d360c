import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROJECT_ROOT } from '../../../src/config/paths.js';
import { SparkSession, expr } from '../../../src/spark/index.js';
import { servers } from './support.js';

/** `npm test` fetches it. */
const DRIVER_FOLDER = join(PROJECT_ROOT, '.streambook', 'jdbc');
const driver = { driver: 'org.h2.Driver' };

/** A database inside the server's JVM, whose driver comes with the session. */
describe.each(servers)('a database by JDBC, with a driver sent as an artifact, on $name', ({ remote }) => {
  const url = `jdbc:h2:mem:${randomUUID()};DB_CLOSE_DELAY=-1`;
  let spark: SparkSession;
  beforeAll(async () => {
    spark = await SparkSession.builder().remote(remote).create();
    const [jar = 'no jar'] = await readdir(DRIVER_FOLDER);
    await spark.addArtifacts(join(DRIVER_FOLDER, jar));
    const orders = spark.range(1, 101).selectExpr('id', "concat('city ', id % 3) AS city");
    await orders.write.jdbc(url, 'orders', driver);
  });
  afterAll(() => spark.stop());

  test('a table is read as it was written', async () => {
    const frame = spark.read.jdbc(url, 'orders', driver);
    expect(await frame.count()).toBe(100);
    expect(await frame.where('id = 7').collect()).toEqual([{ id: 7n, city: 'city 1' }]);
  });

  test('partitions by the bounds of a column, and by predicates', async () => {
    const bounds = { partitionColumn: 'id', lowerBound: 1, upperBound: 101, numPartitions: 4 };
    const byColumn = spark.read.jdbc(url, 'orders', { ...driver, ...bounds });
    const predicates = [`"city" = 'city 0'`, `"city" = 'city 1'`];
    const byPredicates = spark.read.jdbc(url, 'orders', driver, predicates);
    for (const [frame, rows] of [
      [byColumn, [25n, 25n, 25n, 25n]],
      [byPredicates, [33n, 34n]],
    ] as const) {
      const counted = await frame
        .groupBy(expr('spark_partition_id() AS part'))
        .count()
        .orderBy('part')
        .collect();
      expect(counted.map((row) => row['count'])).toEqual(rows);
    }
  });

  test('append adds, overwrite replaces, and a table that is there is not written over by default', async () => {
    const two = spark.range(2).selectExpr('id', "'x' AS city");
    const table = 'copies';
    await two.write.jdbc(url, table, driver);
    await expect(two.write.jdbc(url, table, driver)).rejects.toThrow(/'copies' already exists/);
    await two.write.mode('append').jdbc(url, table, driver);
    expect(await spark.read.jdbc(url, table, driver).count()).toBe(4);
    await two.write.mode('overwrite').jdbc(url, table, { ...driver, truncate: true });
    expect(await spark.read.jdbc(url, table, driver).count()).toBe(2);
  });

  test('an error of the database is told, without the options', async () => {
    const secret = { ...driver, user: 'nobody', password: 'hunter2' };
    const failure = await spark.read
      .jdbc(url, 'nowhere', secret)
      .collect()
      .catch((error: unknown) => inspect(error));
    expect(failure).toMatch(/nowhere|user name or password/i);
    expect(failure).not.toContain('hunter2');
  });
});
