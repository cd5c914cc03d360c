import { mkdir, writeFile } from 'node:fs/promises';
import { functions as F } from '../../../../src/spark/index.js';
import { failure } from '../program.js';
import type { Program } from '../program.js';

/** Lines for a stream of files to read. */
async function writeWords(folder: string): Promise<void> {
  await mkdir(`${folder}/in`);
  await writeFile(`${folder}/in/words.txt`, 'tea\ncake\ntea\n');
}

const PYTHON_WRITE_WORDS = `
      import os
      os.mkdir(f"{folder}/in")
      with open(f"{folder}/in/words.txt", "w") as file:
          file.write("tea\\ncake\\ntea\\n")`;

export const streamingPrograms: readonly Program[] = [
  {
    name: 'a stream counted into memory until it is done',
    typescript: async (spark, folder) => {
      await writeWords(folder);
      const query = await spark.readStream
        .text(`${folder}/in`)
        .groupBy('value')
        .agg(F.count('*').alias('count'))
        .writeStream.format('memory')
        .queryName('words')
        .outputMode('complete')
        .trigger({ availableNow: true })
        .start();
      const ended = await query.awaitTermination();
      const progress = await query.lastProgress();
      const { message, isDataAvailable, isTriggerActive } = await query.status();
      return {
        ended,
        rows: await spark.table('words').orderBy('value').collect(),
        name: query.name,
        isActive: await query.isActive(),
        exception: await query.exception(),
        status: { message, isDataAvailable, isTriggerActive },
        keys: Object.keys(JSON.parse(progress?.json ?? '{}') as object).toSorted(),
        sourceKeys: Object.keys(progress?.sources[0] ?? {}).toSorted(),
        inputRows: progress?.numInputRows,
        batches: (await query.recentProgress()).length,
      };
    },
    python: `${PYTHON_WRITE_WORDS}
      query = (spark.readStream.text(f"{folder}/in").groupBy("value").agg(F.count("*").alias("count"))
          .writeStream.format("memory").queryName("words").outputMode("complete").trigger(availableNow=True).start())
      ended = query.awaitTermination(60)
      progress = query.lastProgress
      raw = json.loads(progress.json)
      return {"ended": ended, "rows": spark.table("words").orderBy("value").collect(), "name": query.name,
              "isActive": query.isActive, "exception": query.exception(), "status": query.status,
              "keys": sorted(raw), "sourceKeys": sorted(raw["sources"][0]),
              "inputRows": progress.numInputRows, "batches": len(query.recentProgress)}`,
  },
  {
    name: 'the queries of a session, and one that is stopped',
    typescript: async (spark) => {
      const query = await spark.readStream
        .format('rate')
        .load()
        .writeStream.format('memory')
        .queryName('rates')
        .start();
      const before = (await spark.streams.active()).map(({ name }) => name);
      const found = (await spark.streams.get(query.id))?.id === query.id;
      await query.stop();
      return [
        before,
        found,
        await query.isActive(),
        (await query.status()).message,
        await spark.streams.active(),
      ];
    },
    python: `
      query = spark.readStream.format("rate").load().writeStream.format("memory").queryName("rates").start()
      before = [active.name for active in spark.streams.active]
      found = spark.streams.get(query.id).id == query.id
      query.stop()
      return [before, found, query.isActive, query.status["message"], spark.streams.active]`,
  },
  {
    name: 'error: writes that a stream cannot do',
    typescript: async (spark) => {
      const stream = spark.readStream.format('rate').load();
      return [
        await failure(() => stream.collect()),
        await failure(() => spark.range(1).writeStream.format('noop').start()),
        await failure(() => stream.groupBy('value').count().writeStream.format('noop').start()),
        await failure(() => stream.writeStream.format('nosuchsink').start()),
        await failure(() => stream.writeStream.format('memory').start()),
      ];
    },
    python: `
      stream = spark.readStream.format("rate").load()
      return [failure(lambda: stream.collect()), failure(lambda: spark.range(1).writeStream.format("noop").start()),
              failure(lambda: stream.groupBy("value").count().writeStream.format("noop").start()),
              failure(lambda: stream.writeStream.format("nosuchsink").start()),
              failure(lambda: stream.writeStream.format("memory").start())]`,
  },
  {
    name: 'error: a stream that fails while it runs',
    typescript: async (spark, folder) => {
      await writeWords(folder);
      const query = await spark.readStream
        .text(`${folder}/in`)
        .selectExpr('CAST(value AS INT) AS number')
        .writeStream.format('noop')
        .trigger({ availableNow: true })
        .start();
      const { type, errorClass, sqlState } = (await failure(() => query.awaitTermination())) as Record<
        string,
        unknown
      >;
      return { type, errorClass, sqlState, isActive: await query.isActive() };
    },
    python: `${PYTHON_WRITE_WORDS}
      query = (spark.readStream.text(f"{folder}/in").selectExpr("CAST(value AS INT) AS number")
          .writeStream.format("noop").trigger(availableNow=True).start())
      error = failure(lambda: query.awaitTermination(60))
      return {"type": error["type"], "errorClass": error["errorClass"], "sqlState": error["sqlState"],
              "isActive": query.isActive}`,
  },
];
