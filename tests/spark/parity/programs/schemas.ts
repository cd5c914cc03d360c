import { functions as F } from '../../../../src/spark/index.js';
import { nested, sales, types } from '../frames.js';
import { printed } from '../program.js';
import type { Program } from '../program.js';

export const schemaPrograms: readonly Program[] = [
  {
    name: 'printSchema of every type',
    typescript: async (spark) => printed(async () => (await types(spark)).printSchema()),
    python: 'return printed(lambda: types(spark).printSchema())',
  },
  {
    name: 'printSchema of nested types, whole and to a level',
    typescript: async (spark) =>
      printed(async () => {
        await (await nested(spark)).printSchema();
        await (await nested(spark)).printSchema(1);
      }),
    python: `
      def work():
          nested(spark).printSchema()
          nested(spark).printSchema(1)
      return printed(work)`,
  },
  {
    name: 'dtypes and columns',
    typescript: async (spark) => [
      await (await types(spark)).dtypes(),
      await (await nested(spark)).dtypes(),
      await (await sales(spark)).columns(),
    ],
    python: 'return [types(spark).dtypes, nested(spark).dtypes, sales(spark).columns]',
  },
  {
    name: 'the schema as JSON',
    typescript: async (spark) => [await (await types(spark)).schema(), await (await nested(spark)).schema()],
    python: 'return [types(spark).schema.jsonValue(), nested(spark).schema.jsonValue()]',
  },
  {
    name: 'the schema of intervals, char and varchar',
    typescript: async (spark) => {
      await spark.sql(
        'CREATE OR REPLACE TEMP VIEW kinds AS SELECT INTERVAL 1 YEAR AS y, INTERVAL 5 MINUTE AS m, ' +
          "INTERVAL '1-2' YEAR TO MONTH AS ym, CAST('a' AS VARCHAR(3)) AS v, make_interval(1, 2) AS c",
      );
      return spark.table('kinds').schema();
    },
    python: `
      spark.sql("CREATE OR REPLACE TEMP VIEW kinds AS SELECT INTERVAL 1 YEAR AS y, INTERVAL 5 MINUTE AS m, "
                "INTERVAL '1-2' YEAR TO MONTH AS ym, CAST('a' AS VARCHAR(3)) AS v, make_interval(1, 2) AS c")
      return spark.table("kinds").schema.jsonValue()`,
  },
  {
    name: 'types that casts and functions give',
    typescript: async (spark) =>
      (await sales(spark))
        .select(
          F.col('id').cast('decimal(5,1)').alias('decimal'),
          F.col('price').times(F.col('quantity')).alias('product'),
          F.col('quantity').divide(2).alias('half'),
          F.struct('city', 'item').alias('pair'),
          F.array('id', 'quantity').alias('numbers'),
          F.to_date(F.lit('2026-01-31')).alias('date'),
        )
        .dtypes(),
    python: `
      return sales(spark).select(
          F.col("id").cast("decimal(5,1)").alias("decimal"),
          (F.col("price") * F.col("quantity")).alias("product"),
          (F.col("quantity") / 2).alias("half"),
          F.struct("city", "item").alias("pair"),
          F.array("id", "quantity").alias("numbers"),
          F.to_date(F.lit("2026-01-31")).alias("date"),
      ).dtypes`,
  },
  {
    name: 'rows of every type',
    typescript: async (spark) => (await types(spark)).collect(),
    python: 'return types(spark).collect()',
  },
  {
    name: 'rows of nested types',
    typescript: async (spark) => (await nested(spark)).collect(),
    python: 'return nested(spark).collect()',
  },
  {
    name: 'rows of dates and timestamps far away',
    typescript: async (spark) =>
      (
        await spark.sql(
          "SELECT DATE '1600-02-29' AS d1, DATE '9999-12-31' AS d2, TIMESTAMP '1900-01-01 00:00:00.999999' AS t1, " +
            "TIMESTAMP '2099-06-30 23:59:59.5+02:00' AS t2",
        )
      ).collect(),
    python: `
      return spark.sql(
          "SELECT DATE '1600-02-29' AS d1, DATE '9999-12-31' AS d2, TIMESTAMP '1900-01-01 00:00:00.999999' AS t1, "
          "TIMESTAMP '2099-06-30 23:59:59.5+02:00' AS t2").collect()`,
  },
];
