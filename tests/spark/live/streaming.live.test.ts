import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  AnalysisException,
  IllegalArgumentException,
  SparkError,
  SparkSession,
  StreamingQueryException,
} from '../../../src/spark/index.js';
import { scratchFolder, servers } from './support.js';

describe.each(servers)('on $name', ({ remote }) => {
  let spark: SparkSession;
  beforeAll(async () => {
    spark = await SparkSession.builder().remote(remote).config('spark.sql.shuffle.partitions', 2).create();
  });
  afterAll(() => spark.stop());

  const rate = () => spark.readStream.format('rate').option('rowsPerSecond', 10).load();

  test('a query from its start to its end', async () => {
    const query = await rate().writeStream.format('memory').queryName('q').outputMode('append').start();
    try {
      expect(query.name).toBe('q');
      expect(await query.isActive()).toBe(true);
      expect((await spark.streams.active()).map(({ id }) => id)).toEqual([query.id]);
      expect((await spark.streams.get(query.id))?.runId).toBe(query.runId);
      expect(await query.awaitTermination(500)).toBe(false);
      await query.processAllAvailable();
      const progress = await query.lastProgress();
      expect(progress).toMatchObject({ name: 'q', id: query.id, runId: query.runId });
      expect(progress?.sources[0]?.description).toContain('Rate');
      expect(progress?.numInputRows).toBe(progress?.sources[0]?.numInputRows);
      expect(JSON.parse(progress?.json ?? '')).toMatchObject({ batchId: progress?.batchId });
      expect((await query.recentProgress()).length).toBeGreaterThan(0);
      expect(await query.exception()).toBeUndefined();
      expect(await query.explainString()).toContain('Physical Plan');
    } finally {
      await query.stop();
    }
    expect(await query.isActive()).toBe(false);
    expect((await query.status()).message).toBe('Stopped');
    await query.stop();
    await query.processAllAvailable();
    expect(await query.awaitTermination()).toBe(true);
    expect(await spark.streams.get(query.id)).toBeUndefined();
    expect(await spark.streams.active()).toEqual([]);
  });

  test('a view of a stream is a stream, and availableNow ends by itself', async () => {
    await using folder = await scratchFolder();
    await mkdir(`${folder.path}/in`);
    await writeFile(`${folder.path}/in/a.txt`, 'one\ntwo\n');
    await writeFile(`${folder.path}/in/b.txt`, 'three\n');
    await spark.readStream.text(`${folder.path}/in`).createOrReplaceTempView('lines');
    const upper = await spark.sql('SELECT upper(value) AS value FROM lines');
    expect(await upper.isStreaming()).toBe(true);
    const query = await upper.writeStream
      .format('memory')
      .queryName('upper')
      .trigger({ availableNow: true })
      .start();
    expect(await query.awaitTermination()).toBe(true);
    const rows = await spark.table('upper').orderBy('value').collect();
    expect(rows).toEqual([{ value: 'ONE' }, { value: 'THREE' }, { value: 'TWO' }]);
  });

  test('a query started again from its checkpoint goes on where it stopped', async () => {
    await using folder = await scratchFolder();
    const [input, out, checkpointLocation] = ['in', 'out', 'cp'].map((name) => `${folder.path}/${name}`) as [
      string,
      string,
      string,
    ];
    await mkdir(input);
    const run = async () => {
      const query = await spark.readStream
        .schema('id INT, p STRING')
        .json(input)
        .writeStream.format('json')
        .partitionBy('p')
        .option('checkpointLocation', checkpointLocation)
        .trigger({ availableNow: true })
        .start(out);
      await query.awaitTermination();
      return query;
    };
    await writeFile(`${input}/1.json`, '{"id":1,"p":"a"}\n{"id":2,"p":"b"}\n');
    const first = await run();
    await writeFile(`${input}/2.json`, '{"id":3,"p":"a"}\n');
    const second = await run();
    expect(second.id).toBe(first.id);
    expect(second.runId).not.toBe(first.runId);
    expect(await spark.read.json(out).orderBy('id').collect()).toEqual([
      { id: 1n, p: 'a' },
      { id: 2n, p: 'b' },
      { id: 3n, p: 'a' },
    ]);
  });

  test('a query that fails says why, everywhere', async () => {
    const failing = rate().selectExpr("raise_error('broken') AS x");
    const query = await failing.writeStream.format('noop').start();
    const error = await query.awaitTermination().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StreamingQueryException);
    expect(error).toMatchObject({ errorClass: 'STREAM_FAILED', sqlState: 'XXKST' });
    await expect(query.processAllAvailable()).rejects.toMatchObject({ errorClass: 'STREAM_FAILED' });
    const exception = await query.exception();
    expect(exception).toMatchObject({ errorClass: 'STREAM_FAILED', sqlState: 'XXKST' });
    expect(exception?.message).toContain('broken');
    expect((await query.status()).message).toContain('Terminated with exception');
    await query.stop();
  });

  test('waiting ends by a signal, and the query goes on', async () => {
    const query = await rate().writeStream.format('noop').start();
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('enough')), 300);
    await expect(query.awaitTermination(undefined, { signal: controller.signal })).rejects.toThrow('enough');
    expect(await query.isActive()).toBe(true);
    await query.stop();
  });

  describe('starting is refused', () => {
    async function failure(start: Promise<unknown>): Promise<SparkError> {
      const thrown = await start.then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(thrown).toBeInstanceOf(SparkError);
      return thrown as SparkError;
    }

    test('for a frame that is no stream', async () => {
      const error = await failure(spark.range(1).writeStream.format('noop').start());
      expect(error).toBeInstanceOf(AnalysisException);
      expect(error.errorClass).toBe('WRITE_STREAM_NOT_ALLOWED');
    });

    test('without a checkpoint for files', async () => {
      await using folder = await scratchFolder();
      const error = await failure(rate().writeStream.format('json').start(`${folder.path}/out`));
      expect(error.message).toContain('checkpointLocation');
    });

    test('for an unknown sink', async () => {
      expect((await failure(rate().writeStream.format('nope').start())).errorClass).toBe(
        'DATA_SOURCE_NOT_FOUND',
      );
    });

    test('for a name that is taken', async () => {
      const query = await rate().writeStream.format('noop').queryName('taken').start();
      try {
        const error = await failure(rate().writeStream.format('noop').queryName('taken').start());
        expect(error).toBeInstanceOf(IllegalArgumentException);
      } finally {
        await query.stop();
      }
    });
  });
});
