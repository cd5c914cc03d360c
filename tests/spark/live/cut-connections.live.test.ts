import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { startCuttingProxy } from '../support/cutting-proxy.js';
import { countingSession, scratchFolder, servers, whileCutting } from './support.js';

describe.each(servers)('on $name', ({ remote }) => {
  test.each(['reset', 'end'] as const)(
    'every row arrives once and in order over connections that %s',
    async (how) => {
      await using proxy = await startCuttingProxy(remote);
      const counts: Record<string, number> = {};
      await using spark = countingSession(proxy.remote, counts);
      const frame = spark.range(0, 2_000_000, 1, 40).selectExpr('id', 'uuid() AS text');
      const read = async () => {
        let next = 0n;
        for await (const { id } of frame.toLocalIterator<{ id: bigint }>()) {
          if (id !== next) throw new Error(`row ${id} came where ${next} was due`);
          next += 1n;
        }
        return next;
      };
      expect(await whileCutting(proxy, how, 200, read())).toBe(2_000_000n);
      expect(proxy.cuts()).toBeGreaterThanOrEqual(3);
      expect(counts['ReattachExecute']).toBeGreaterThanOrEqual(3);
    },
  );

  test('a write is done once', async () => {
    await using folder = await scratchFolder();
    await using proxy = await startCuttingProxy(remote);
    await using spark = countingSession(proxy.remote, {});
    const frame = spark
      .range(0, 8, 1, 8)
      .selectExpr('id', "java_method('java.lang.Thread', 'sleep', 500L) AS slept");
    await whileCutting(proxy, 'reset', 250, frame.write.mode('append').parquet(`${folder.path}/out`));
    expect(await spark.read.parquet(`${folder.path}/out`).count()).toBe(8);
    expect(proxy.cuts()).toBeGreaterThanOrEqual(3);
  });

  test('waiting for the end of a query lasts until its end', async () => {
    await using proxy = await startCuttingProxy(remote);
    const counts: Record<string, number> = {};
    await using spark = countingSession(proxy.remote, counts);
    const query = await spark.readStream.format('rate').load().writeStream.format('noop').start();
    const waiting = query.awaitTermination();
    const stopAfterCuts = async () => {
      await vi.waitFor(() => expect(counts['ReattachExecute']).toBeGreaterThanOrEqual(5), {
        timeout: 60_000,
      });
      expect(await query.isActive()).toBe(true);
      await query.stop();
      return waiting;
    };
    expect(await whileCutting(proxy, 'reset', 300, stopAfterCuts())).toBe(true);
    expect(proxy.cuts()).toBeGreaterThanOrEqual(3);
  });

  test('a large result that is read slowly comes whole and in order', async () => {
    await using proxy = await startCuttingProxy(remote);
    await using spark = countingSession(proxy.remote, {});
    const frame = spark.range(0, 100_000, 1, 100).selectExpr('id', "repeat('x', 1000) AS text");
    let next = 0n;
    const read = async () => {
      for await (const { id } of frame.toLocalIterator<{ id: bigint }>()) {
        expect(id).toBe(next);
        next += 1n;
        if (next % 1000n === 0n) await sleep(20);
      }
    };
    await whileCutting(proxy, 'reset', 500, read());
    expect(next).toBe(100_000n);
    expect(proxy.cuts()).toBeGreaterThanOrEqual(2);
  });
});
