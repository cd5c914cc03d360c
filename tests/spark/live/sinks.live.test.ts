import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { SparkSession } from '../../../src/spark/index.js';
import type { DataFrame, DataStreamWriter } from '../../../src/spark/index.js';
import { freshTopic, testKafka } from '../../integration/support.js';
import { scratchFolder, servers } from './support.js';

const words = [{ value: 'ham' }, { value: 'spam' }, { value: 'spam' }];

describe.each(servers)('on $name', ({ remote }) => {
  let spark: SparkSession;
  let folder: Awaited<ReturnType<typeof scratchFolder>>;
  beforeAll(async () => {
    spark = await SparkSession.builder().remote(remote).config('spark.sql.shuffle.partitions', 1).create();
  });
  afterAll(() => spark.stop());
  beforeEach(async () => {
    folder = await scratchFolder();
    await mkdir(`${folder.path}/in`);
    await writeFile(`${folder.path}/in/words.txt`, words.map(({ value }) => `${value}\n`).join(''));
  });
  afterEach(() => folder[Symbol.asyncDispose]());

  const input = () => spark.readStream.text(`${folder.path}/in`);
  const writer = (frame: DataFrame): DataStreamWriter =>
    frame.writeStream
      .option('checkpointLocation', `${folder.path}/checkpoint`)
      .trigger({ availableNow: true });

  test.each(['json', 'parquet', 'csv'])('%s files', async (format) => {
    const path = `${folder.path}/out`;
    expect(await (await writer(input()).format(format).start(path)).awaitTermination()).toBe(true);
    const rows = spark.read.schema('value STRING').format(format).load(path);
    expect(await rows.orderBy('value').collect()).toEqual(words);
  });

  test('a table, which can be read as a stream', async () => {
    const table = `words_${Date.now()}`;
    try {
      await (await writer(input()).format('parquet').toTable(table)).awaitTermination();
      const memory = spark.readStream.table(table).writeStream.format('memory').queryName('again');
      await (await memory.trigger({ availableNow: true }).start()).awaitTermination();
      expect(await spark.table('again').orderBy('value').collect()).toEqual(words);
    } finally {
      await spark.sql(`DROP TABLE IF EXISTS ${table}`);
    }
  });

  test('memory, with all counts after each batch', async () => {
    const counts = input().groupBy('value').count();
    const query = await writer(counts).format('memory').queryName('counts').outputMode('complete').start();
    await query.awaitTermination();
    expect(await spark.table('counts').orderBy('value').collect()).toEqual([
      { value: 'ham', count: 1n },
      { value: 'spam', count: 2n },
    ]);
  });

  test.each(['console', 'noop'])('%s, with what changed', async (format) => {
    const counts = input().groupBy('value').count();
    const query = await writer(counts).format(format).outputMode('update').start();
    expect(await query.awaitTermination()).toBe(true);
    expect((await query.recentProgress()).reduce((rows, { numInputRows }) => rows + numInputRows, 0)).toBe(3);
  });

  test('Kafka, which can be read again', async () => {
    const servers = inject('bootstrapServers');
    const topic = await freshTopic(testKafka());
    const query = await writer(input())
      .format('kafka')
      .options({ 'kafka.bootstrap.servers': servers, topic })
      .start();
    await query.awaitTermination();
    const records = spark.read
      .format('kafka')
      .options({ 'kafka.bootstrap.servers': servers, subscribe: topic })
      .load()
      .selectExpr('CAST(value AS STRING) AS value');
    expect(await records.orderBy('value').collect()).toEqual(words);
  });

  test('one batch of all that is there, by the trigger once', async () => {
    const query = await input()
      .writeStream.format('memory')
      .queryName('once')
      .trigger({ once: true })
      .start();
    expect(await query.awaitTermination()).toBe(true);
    expect(await spark.table('once').count()).toBe(3);
  });
});
