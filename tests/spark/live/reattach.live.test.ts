import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { countingSession, scratchFolder, shortStreamServer } from './support.js';

const sleepFor = (ms: number) => `java_method('java.lang.Thread', 'sleep', ${ms}L) AS slept`;

// A server that has nothing to send may oversleep its limit until there is something again, so that a query with one
// result at its end takes fewer streams than seconds.

test('a SELECT that takes 4 s gives its row, not an empty result', async () => {
  const counts: Record<string, number> = {};
  await using spark = countingSession(shortStreamServer.remote, counts);
  const rows = await spark.range(7, 8).selectExpr('id', sleepFor(4000)).collect();
  expect(rows).toMatchObject([{ id: 7n }]);
  expect(counts['ReattachExecute']).toBeGreaterThanOrEqual(1);
  expect(counts['ExecutePlan']).toBe(1);
});

test('a SELECT that takes 4 s and has a row to send every 250 ms reattaches three times', async () => {
  const counts: Record<string, number> = {};
  await using spark = countingSession(shortStreamServer.remote, counts);
  const tasks = 16 * availableParallelism();
  const rows = await spark.range(0, tasks, 1, tasks).selectExpr('id', sleepFor(250)).collect();
  expect(rows.map(({ id }) => Number(id))).toEqual(Array.from({ length: tasks }, (_, id) => id));
  expect(counts['ReattachExecute']).toBeGreaterThanOrEqual(3);
  expect(counts['ExecutePlan']).toBe(1);
});

test('a result that comes in pieces over 6 s comes whole, in order, over several streams', async () => {
  const counts: Record<string, number> = {};
  await using spark = countingSession(shortStreamServer.remote, counts);
  const frame = spark.range(0, 24, 1, 24).selectExpr('id', sleepFor(500));
  const ids: number[] = [];
  for await (const { id } of frame.toLocalIterator<{ id: bigint }>()) ids.push(Number(id));
  expect(ids).toEqual(Array.from({ length: 24 }, (_, id) => id));
  expect(counts['ReattachExecute']).toBeGreaterThanOrEqual(3);
  expect(counts['ExecutePlan']).toBe(1);
});

test('a write that takes 4 s is done once', async () => {
  await using folder = await scratchFolder();
  const counts: Record<string, number> = {};
  await using spark = countingSession(shortStreamServer.remote, counts);
  const path = `${folder.path}/out`;
  await spark.range(2).coalesce(1).selectExpr('id', sleepFor(2000)).write.mode('append').parquet(path);
  expect(counts['ReattachExecute']).toBeGreaterThanOrEqual(1);
  expect(await spark.read.parquet(path).count()).toBe(2);
});

test('waiting 4 s for the end of a query takes more than one stream', async () => {
  const counts: Record<string, number> = {};
  await using spark = countingSession(shortStreamServer.remote, counts);
  const query = await spark.readStream.format('rate').load().writeStream.format('noop').start();
  const before = counts['ReattachExecute'] ?? 0;
  expect(await query.awaitTermination(4000)).toBe(false);
  expect((counts['ReattachExecute'] ?? 0) - before).toBeGreaterThanOrEqual(1);
  await query.stop();
});
