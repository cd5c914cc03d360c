import { expect, test } from 'vitest';
import { AnalysisException, SparkSession } from '../../../src/spark/index.js';
import { failure } from '../support/failure.js';
import { onEachServer } from './on-each-server.js';
import { scratchFolder } from './support.js';

onEachServer((spark, remote) => {
  test('arguments by name and by place are values, not text', async () => {
    const named = await spark().sql('SELECT :a AS a, :b + 1 AS b', { a: "it's; DROP", b: 41 });
    expect(await named.collect()).toEqual([{ a: "it's; DROP", b: 42 }]);
    const when = new Date('2024-01-02T03:04:05.678Z');
    const placed = await spark().sql('SELECT ? AS a, ? AS b, ? AS c, ? AS d', [
      when,
      2n ** 40n,
      null,
      [1, 2],
    ]);
    expect(await placed.collect()).toEqual([{ a: when, b: 2n ** 40n, c: null, d: [1, 2] }]);
  });

  test('a command runs once, however often its frame is used', async () => {
    await using folder = await scratchFolder();
    const table = 'run_once';
    await spark().sql(`CREATE TABLE ${table} (id BIGINT) USING parquet LOCATION '${folder.path}/t'`);
    try {
      const inserted = await spark().sql(`INSERT INTO ${table} VALUES (1)`);
      await inserted.collect();
      await inserted.collect();
      expect(await spark().table(table).collect()).toEqual([{ id: 1n }]);
    } finally {
      await spark().sql(`DROP TABLE ${table}`);
    }
  });

  test('views live in the session', async () => {
    await spark().range(3).createOrReplaceTempView('three');
    await spark().range(4).createOrReplaceTempView('three');
    expect(await spark().table('three').count()).toBe(4);
    const other = await SparkSession.builder().remote(remote).create();
    expect(await failure(other.table('three').collect())).toBeInstanceOf(AnalysisException);
    await other.stop();
  });

  test('views that are there are replaced only when told', async () => {
    await spark().range(1).createTempView('once');
    const error = await failure(spark().range(2).createTempView('once'));
    expect(error.errorClass).toBe('TEMP_TABLE_OR_VIEW_ALREADY_EXISTS');
    expect(await spark().table('once').count()).toBe(1);
  });

  test('global views belong to all sessions', async () => {
    const name = `shared_${spark().sessionId.replaceAll('-', '_')}`;
    await spark().range(3).createGlobalTempView(name);
    const other = await SparkSession.builder().remote(remote).create();
    try {
      expect(await other.table(`global_temp.${name}`).count()).toBe(3);
      expect(await failure(other.range(1).createGlobalTempView(name))).toBeInstanceOf(AnalysisException);
      await other.range(5).createOrReplaceGlobalTempView(name);
      expect(await spark().table(`global_temp.${name}`).count()).toBe(5);
    } finally {
      await other.sql(`DROP VIEW global_temp.${name}`);
      await other.stop();
    }
  });
});
