import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SparkSession, StreamingQuery, StreamingQueryListener } from '../../../src/spark/index.js';
import { startCuttingProxy } from '../support/cutting-proxy.js';
import { countingSession, scratchFolder, servers, whileCutting } from './support.js';

const WAIT = { timeout: 60_000, interval: 50 };

/** What a listener was told of each query: kinds in their order, and the numbers of the batches. */
function recorder() {
  const kinds = new Map<string, string[]>();
  const batches = new Map<string, number[]>();
  const put = <T>(map: Map<string, T[]>, id: string, item: T) =>
    void map.set(id, [...(map.get(id) ?? []), item]);
  const listener: StreamingQueryListener = {
    onQueryStarted: ({ id }) => put(kinds, id, 'started'),
    onQueryProgress: ({ progress }) => put(batches, progress.id, progress.batchId),
    onQueryTerminated: ({ id, errorClassOnException }) =>
      put(kinds, id, errorClassOnException ?? 'terminated'),
  };
  return { listener, kinds, batches };
}

function rate(spark: SparkSession) {
  return spark.readStream.format('rate').option('rowsPerSecond', 10).load();
}

async function startRate(spark: SparkSession): Promise<StreamingQuery> {
  return rate(spark).writeStream.format('noop').trigger({ processingTime: '200 milliseconds' }).start();
}

let warnings: string[];
beforeEach(() => {
  warnings = [];
  vi.spyOn(process, 'emitWarning').mockImplementation((warning) => void warnings.push(String(warning)));
});
afterEach(() => vi.restoreAllMocks());

describe.each(servers)('on $name', ({ remote }) => {
  test('a listener is told of start, progress and end, and after its removal of nothing', async () => {
    await using spark = countingSession(remote, {});
    const { listener, kinds, batches } = recorder();
    await spark.streams.addListener(listener);
    const query = await startRate(spark);
    expect(kinds.get(query.id)).toEqual(['started']);
    await vi.waitFor(() => expect(batches.get(query.id)?.length).toBeGreaterThanOrEqual(3), WAIT);
    await query.stop();
    await vi.waitFor(() => expect(kinds.get(query.id)).toEqual(['started', 'terminated']), WAIT);
    await spark.streams.removeListener(listener);

    const unseen = await startRate(spark);
    await unseen.processAllAvailable();
    await unseen.stop();
    expect(kinds.get(unseen.id)).toBeUndefined();
    await spark.streams.addListener(listener);
    const seen = await startRate(spark);
    await seen.stop();
    await vi.waitFor(() => expect(kinds.get(seen.id)).toEqual(['started', 'terminated']), WAIT);
    expect(warnings).toEqual([]);
  });

  test('a query that has nothing to do says so', async () => {
    await using folder = await scratchFolder();
    await using spark = countingSession(remote, {});
    await spark.conf.set('spark.sql.streaming.noDataProgressEventInterval', 200);
    const idle: string[] = [];
    await spark.streams.addListener({ onQueryIdle: ({ id, timestamp }) => void idle.push(id, timestamp) });
    const files = spark.readStream.schema('a INT').json(folder.path);
    const trigger = { processingTime: '100 milliseconds' };
    const query = await files.writeStream.format('noop').trigger(trigger).start();
    await vi.waitFor(() => expect(idle.length).toBeGreaterThanOrEqual(2), WAIT);
    await query.stop();
    expect(idle[0]).toBe(query.id);
    expect(idle[1]).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  test('a failure is told with its class', async () => {
    await using spark = countingSession(remote, {});
    const { listener, kinds } = recorder();
    await spark.streams.addListener(listener);
    const query = await rate(spark).selectExpr("raise_error('broken')").writeStream.format('noop').start();
    await vi.waitFor(() => expect(kinds.get(query.id)?.length).toBe(2), WAIT);
    expect(kinds.get(query.id)).toEqual(['started', 'USER_RAISED_EXCEPTION']);
  });

  test.each(['reset', 'end'] as const)('each event comes once over connections that %s', async (how) => {
    await using proxy = await startCuttingProxy(remote);
    const counts: Record<string, number> = {};
    await using spark = countingSession(proxy.remote, counts);
    const { listener, kinds, batches } = recorder();
    await spark.streams.addListener(listener);
    const query = await startRate(spark);
    const watch = async () => {
      await vi.waitFor(() => expect(batches.get(query.id)?.length).toBeGreaterThanOrEqual(8), WAIT);
      await query.stop();
      await vi.waitFor(() => expect(kinds.get(query.id)).toEqual(['started', 'terminated']), WAIT);
    };
    await whileCutting(proxy, how, 300, watch());
    const told = batches.get(query.id) ?? [];
    expect(told).toEqual(Array.from({ length: told.length }, (_, batchId) => batchId));
    expect(proxy.cuts()).toBeGreaterThanOrEqual(3);
    expect(counts['ReattachExecute']).toBeGreaterThanOrEqual(3);
    expect(warnings).toEqual([]);
  });

  test('interruptAll stops the queries, and the listeners are told', async () => {
    await using spark = countingSession(remote, {});
    const { listener, kinds } = recorder();
    await spark.streams.addListener(listener);
    const query = await startRate(spark);
    await spark.interruptAll();
    await vi.waitFor(() => expect(kinds.get(query.id)).toEqual(['started', 'terminated']), WAIT);
    expect((await query.status()).message).toBe('Stopped');
    expect(warnings).toEqual([]);
  });

  test('waiting for any query: one that ended before counts until it is forgotten', async () => {
    await using spark = countingSession(remote, {});
    const { streams } = spark;
    const [first, second] = [await startRate(spark), await startRate(spark)];
    expect(await streams.awaitAnyTermination(300)).toBe(false);
    await first.stop();
    expect(await streams.awaitAnyTermination()).toBe(true);
    expect(await streams.awaitAnyTermination(300)).toBe(true);
    await streams.resetTerminated();
    expect(await streams.awaitAnyTermination(300)).toBe(false);
    await second.stop();
    await streams.resetTerminated();
    await expect(streams.awaitAnyTermination(0)).rejects.toThrow('timeoutMs must be');
    await rate(spark).selectExpr("raise_error('broken')").writeStream.format('noop').start();
    await expect(streams.awaitAnyTermination()).rejects.toThrow('broken');
  });
});
