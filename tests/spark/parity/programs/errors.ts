import { functions as F } from '../../../../src/spark/index.js';
import { sales } from '../frames.js';
import { failure } from '../program.js';
import type { Program } from '../program.js';

/** SQL texts that fail, each in its own way. */
const failingQueries = {
  'a table that is not there': 'SELECT * FROM nowhere.nothing',
  'a column that is not there': 'SELECT cty FROM VALUES (1) AS t(city)',
  'a function that is not there': 'SELECT nofunction(1)',
  'text that is no SQL': 'SELEC 1',
  'a division by zero': 'SELECT 1 / 0',
  'an overflow': 'SELECT 9223372036854775807L + 1L',
  'a text that is no number': "SELECT CAST('abc' AS INT)",
  'a date that is none': "SELECT TO_DATE('2026-02-30', 'yyyy-MM-dd')",
  'an index outside of an array': 'SELECT ARRAY(1, 2)[5]',
  'types that do not fit': "SELECT ARRAY(1) + 'a'",
  'an error raised by the query': "SELECT raise_error('no way')",
  'an ambiguous column': 'SELECT a FROM (SELECT 1 AS a) JOIN (SELECT 2 AS a)',
  'a window function in WHERE': 'SELECT 1 WHERE row_number() OVER (ORDER BY 1) = 1',
} as const;

export const errorPrograms: readonly Program[] = [
  ...Object.entries(failingQueries).map(([name, sql]) => ({
    name: `error: ${name}`,
    typescript: (spark: Parameters<Program['typescript']>[0]) =>
      failure(async () => (await spark.sql(sql)).collect()),
    python: `return failure(lambda: spark.sql("""${sql}""").collect())`,
  })),
  {
    name: 'error: a frame with a column that is not there',
    typescript: (spark) => failure(async () => (await sales(spark)).select('id', F.col('cty')).collect()),
    python: 'return failure(lambda: sales(spark).select("id", F.col("cty")).collect())',
  },
  {
    name: 'error: a union of unlike frames',
    typescript: (spark) => failure(async () => (await sales(spark)).union(spark.range(1)).collect()),
    python: 'return failure(lambda: sales(spark).union(spark.range(1)).collect())',
  },
  {
    name: 'error: an aggregate without its column in groupBy',
    typescript: (spark) =>
      failure(async () => (await spark.sql('SELECT id, sum(id) FROM range(3)')).collect()),
    python: 'return failure(lambda: spark.sql("SELECT id, sum(id) FROM range(3)").collect())',
  },
  {
    name: 'error: a path that is there already, and one that is not',
    typescript: async (spark, folder) => {
      await spark.range(1).write.parquet(`${folder}/out`);
      const errors = [
        await failure(() => spark.range(1).write.parquet(`${folder}/out`)),
        await failure(() => spark.read.parquet(`${folder}/none`).collect()),
      ];
      return JSON.parse(JSON.stringify(errors).replaceAll(folder, '<folder>')) as unknown;
    },
    python: `
      spark.range(1).write.parquet(f"{folder}/out")
      errors = [failure(lambda: spark.range(1).write.parquet(f"{folder}/out")),
                failure(lambda: spark.read.parquet(f"{folder}/none").collect())]
      return json.loads(json.dumps(errors).replace(folder, "<folder>"))`,
  },
  {
    name: 'error: a view that is there already',
    typescript: async (spark) => {
      await spark.range(1).createTempView('twice');
      return failure(() => spark.range(1).createTempView('twice'));
    },
    python: `
      spark.range(1).createTempView("twice")
      return failure(lambda: spark.range(1).createTempView("twice"))`,
  },
  {
    // PySpark 4.0 loses the class of this one, which the trailer has no room for.
    name: 'error: a message that is too long for the trailer',
    typescript: async (spark) => {
      const error = await failure(() => spark.range(1).select('c'.repeat(20_000)).collect());
      return { ...(error as object), errorClass: null };
    },
    python: 'return failure(lambda: spark.range(1).select("c" * 20_000).collect())',
  },
];
