import { functions as F, Window } from '../../../../src/spark/index.js';
import { nested, sales } from '../frames.js';
import { printed } from '../program.js';
import type { Program } from '../program.js';

export const groupingPrograms: readonly Program[] = [
  {
    name: 'groupBy with several aggregates',
    typescript: async (spark) =>
      (await sales(spark))
        .groupBy('city')
        .agg(
          F.count('*').alias('rows'),
          F.count('price').alias('prices'),
          F.sum('quantity').alias('sum'),
          F.avg('price').alias('avg'),
          F.min('day').alias('first'),
          F.count_distinct('item').alias('items'),
          F.sort_array(F.collect_list('item')).alias('list'),
        )
        .orderBy('city')
        .collect(),
    python: `
      return (sales(spark).groupBy("city")
          .agg(F.count("*").alias("rows"), F.count("price").alias("prices"), F.sum("quantity").alias("sum"),
               F.avg("price").alias("avg"), F.min("day").alias("first"), F.count_distinct("item").alias("items"),
               F.sort_array(F.collect_list("item")).alias("list"))
          .orderBy("city")
          .collect())`,
  },
  {
    name: 'the short forms of groupBy, and the names that they give',
    typescript: async (spark) => {
      const items = (await sales(spark)).groupBy('item');
      return printed(async () => {
        await items.count().orderBy('item').show();
        await items.sum('quantity', 'price').orderBy('item').show();
        await items.avg('quantity').orderBy('item').show();
        await items.max('price').orderBy('item').show();
      });
    },
    python: `
      items = sales(spark).groupBy("item")
      def work():
          items.count().orderBy("item").show()
          items.sum("quantity", "price").orderBy("item").show()
          items.avg("quantity").orderBy("item").show()
          items.max("price").orderBy("item").show()
      return printed(work)`,
  },
  {
    name: 'names of columns without an alias',
    typescript: async (spark) =>
      (await sales(spark))
        .select(
          F.col('id').plus(1),
          F.upper('item'),
          F.col('price').cast('int'),
          F.when(F.col('id').gt(1), 'a').otherwise('b'),
          F.col('quantity').isNull(),
          F.substring('city', 1, 2),
          F.lit('x'),
          F.round('price', 1),
        )
        .columns(),
    python: `
      return sales(spark).select(F.col("id") + 1, F.upper("item"), F.col("price").cast("int"),
          F.when(F.col("id") > 1, "a").otherwise("b"), F.col("quantity").isNull(), F.substring("city", 1, 2),
          F.lit("x"), F.round("price", 1)).columns`,
  },
  {
    name: 'rollup and cube',
    typescript: async (spark) => {
      const frame = (await sales(spark)).filter("city IN ('Riga', 'Vilnius')");
      return [
        await frame.rollup('city', 'item').count().orderBy('city', 'item').collect(),
        await frame
          .cube('city', 'item')
          .agg(F.sum('quantity').alias('sum'))
          .orderBy('city', 'item', 'sum')
          .collect(),
      ];
    },
    python: `
      frame = sales(spark).filter("city IN ('Riga', 'Vilnius')")
      return [frame.rollup("city", "item").count().orderBy("city", "item").collect(),
              frame.cube("city", "item").agg(F.sum("quantity").alias("sum")).orderBy("city", "item", "sum").collect()]`,
  },
  {
    name: 'pivot with and without values',
    typescript: async (spark) => {
      const byCity = (await sales(spark)).groupBy('city');
      return printed(async () => {
        await byCity.pivot('item').sum('quantity').orderBy('city').show();
        await byCity.pivot('item', ['tea', 'water']).count().orderBy('city').show();
      });
    },
    python: `
      by_city = sales(spark).groupBy("city")
      def work():
          by_city.pivot("item").sum("quantity").orderBy("city").show()
          by_city.pivot("item", ["tea", "water"]).count().orderBy("city").show()
      return printed(work)`,
  },
  {
    name: 'ranking windows',
    typescript: async (spark) => {
      const window = Window.partitionBy('item').orderBy(F.col('price').desc(), 'id');
      return (await sales(spark))
        .select(
          'id',
          F.row_number().over(window).alias('row'),
          F.rank().over(Window.orderBy('item')).alias('rank'),
          F.dense_rank().over(Window.orderBy('item')).alias('dense'),
          F.lag('id').over(window).alias('before'),
          F.lead('id', 1, -1).over(window).alias('after'),
        )
        .orderBy('id')
        .collect();
    },
    python: `
      window = Window.partitionBy("item").orderBy(F.col("price").desc(), "id")
      return (sales(spark)
          .select("id", F.row_number().over(window).alias("row"), F.rank().over(Window.orderBy("item")).alias("rank"),
                  F.dense_rank().over(Window.orderBy("item")).alias("dense"), F.lag("id").over(window).alias("before"),
                  F.lead("id", 1, -1).over(window).alias("after"))
          .orderBy("id")
          .collect())`,
  },
  {
    name: 'window frames of rows and of values',
    typescript: async (spark) => {
      const window = Window.orderBy('id');
      const running = window.rowsBetween(Window.unboundedPreceding, Window.currentRow);
      return (await sales(spark))
        .select(
          'id',
          F.sum('quantity').over(running).alias('running'),
          F.count('*').over(window.rowsBetween(-1, 1)).alias('near'),
          F.max('price').over(window.rangeBetween(-2, Window.currentRow)).alias('max'),
          F.sum('quantity')
            .over(window.rowsBetween(Window.currentRow, Window.unboundedFollowing))
            .alias('rest'),
        )
        .orderBy('id')
        .collect();
    },
    python: `
      window = Window.orderBy("id")
      running = window.rowsBetween(Window.unboundedPreceding, Window.currentRow)
      return (sales(spark)
          .select("id", F.sum("quantity").over(running).alias("running"),
                  F.count("*").over(window.rowsBetween(-1, 1)).alias("near"),
                  F.max("price").over(window.rangeBetween(-2, Window.currentRow)).alias("max"),
                  F.sum("quantity").over(window.rowsBetween(Window.currentRow, Window.unboundedFollowing)).alias("rest"))
          .orderBy("id")
          .collect())`,
  },
  {
    name: 'describe and summary',
    typescript: async (spark) =>
      printed(async () => {
        await (await sales(spark)).describe().show();
        await (await sales(spark)).describe('price').show();
        await (await sales(spark)).select('quantity', 'item').summary('count', 'min', '50%', 'max').show();
      }),
    python: `
      def work():
          sales(spark).describe().show()
          sales(spark).describe("price").show()
          sales(spark).select("quantity", "item").summary("count", "min", "50%", "max").show()
      return printed(work)`,
  },
  {
    name: 'statistics of columns',
    typescript: async (spark) => {
      const frame = spark
        .range(1, 101)
        .selectExpr('CAST(id AS DOUBLE) AS x', 'id * id AS y', "'k' || id % 3 AS k");
      return [
        await frame.stat.corr('x', 'y'),
        await frame.stat.cov('x', 'y'),
        await frame.stat.approxQuantile(['x', 'y'], [0, 0.5, 1], 0),
        await frame.filter('x < 10').stat.crosstab('k', 'x').orderBy('k_x').collect(),
      ];
    },
    python: `
      frame = spark.range(1, 101).selectExpr("CAST(id AS DOUBLE) AS x", "id * id AS y", "'k' || id % 3 AS k")
      return [frame.stat.corr("x", "y"), frame.stat.cov("x", "y"),
              frame.stat.approxQuantile(["x", "y"], [0.0, 0.5, 1.0], 0.0),
              frame.filter("x < 10").stat.crosstab("k", "x").orderBy("k_x").collect()]`,
  },
  {
    name: 'explode and posexplode',
    typescript: async (spark) => {
      const frame = await nested(spark);
      return [
        await frame.select('id', F.explode('items').alias('item')).orderBy('id').collect(),
        await frame.select('id', F.posexplode_outer('items')).orderBy('id', 'pos').collect(),
        await frame.select('id', F.explode('prices')).orderBy('key').collect(),
      ];
    },
    python: `
      frame = nested(spark)
      return [frame.select("id", F.explode("items").alias("item")).orderBy("id").collect(),
              frame.select("id", F.posexplode_outer("items")).orderBy("id", "pos").collect(),
              frame.select("id", F.explode("prices")).orderBy("key").collect()]`,
  },
];
