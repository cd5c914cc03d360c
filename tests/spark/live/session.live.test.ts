import { expect, test } from 'vitest';
import { SessionClosedError, SparkSession } from '../../../src/spark/index.js';
import { failure } from '../support/failure.js';
import { onEachServer } from './on-each-server.js';

onEachServer((spark, remote) => {
  test('settings', async () => {
    await spark().conf.set('spark.sql.shuffle.partitions', 7);
    expect(await spark().conf.get('spark.sql.shuffle.partitions')).toBe('7');
    expect(await failure(spark().conf.get('no.such.key'))).toMatchObject({
      errorClass: 'SQL_CONF_NOT_FOUND',
    });
    expect(await spark().conf.get('no.such.key', 'other')).toBe('other');
    expect(await spark().conf.isModifiable('spark.sql.shuffle.partitions')).toBe(true);
    expect(await spark().conf.isModifiable('spark.sql.warehouse.dir')).toBe(false);
    expect(await failure(spark().conf.set('spark.sql.warehouse.dir', 'x'))).toMatchObject({
      errorClass: 'CANNOT_MODIFY_CONFIG',
    });
    expect(await spark().conf.getAll('spark.sql.shuffle.')).toMatchObject({
      'spark.sql.shuffle.partitions': '7',
    });
    await spark().conf.unset('spark.sql.shuffle.partitions');
    expect(await spark().conf.get('spark.sql.shuffle.partitions')).not.toBe('7');
    expect(await spark().version()).toMatch(/^4\./);
  });

  test('a stopped session fails here, and its process has nothing left to wait for', async () => {
    const sockets = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
    const before = sockets();
    const other = await SparkSession.builder().remote(remote).create();
    await other.range(1).collect();
    await other.stop();
    await other.stop();
    await expect(other.range(1).collect()).rejects.toThrow(SessionClosedError);
    await expect.poll(sockets).toBeLessThanOrEqual(before);
  });

  test('a session that another client of the user has ended says so', async () => {
    const one = await SparkSession.builder().remote(remote).create();
    await one.range(1).collect();
    const other = await SparkSession.builder().remote(`${remote}/;session_id=${one.sessionId}`).create();
    await other.range(1).collect();
    await other.stop();
    expect(await failure(one.range(1).collect())).toBeInstanceOf(SessionClosedError);
    await expect(one.range(1).collect()).rejects.toThrow(SessionClosedError);
  });

  test('getOrCreate gives the open session of the same remote, else a new one', async () => {
    const builder = () => SparkSession.builder().remote(`${remote}/;user_agent=same`);
    const one = await builder().getOrCreate();
    expect(await builder().config('spark.sql.shuffle.partitions', 3).getOrCreate()).toBe(one);
    expect(await one.conf.get('spark.sql.shuffle.partitions')).toBe('3');
    await one.stop();
    const two = await builder().getOrCreate();
    expect(two.sessionId).not.toBe(one.sessionId);
    await two.stop();
  });
});
