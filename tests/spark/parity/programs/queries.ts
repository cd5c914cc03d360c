import { functions as F } from '../../../../src/spark/index.js';
import { cities, sales } from '../frames.js';
import type { Program } from '../program.js';

export const queryPrograms: readonly Program[] = [
  {
    name: 'select, filter and orderBy with nulls last',
    typescript: async (spark) =>
      (await sales(spark))
        .filter(F.col('price').gt(2.5).or(F.col('city').isNull()))
        .select('id', F.col('price').times(100).cast('int').alias('cents'), F.upper('item').alias('item'))
        .orderBy(F.col('cents').descNullsLast(), 'id')
        .collect(),
    python: `
      return (sales(spark)
          .filter((F.col("price") > 2.5) | F.col("city").isNull())
          .select("id", (F.col("price") * 100).cast("int").alias("cents"), F.upper("item").alias("item"))
          .orderBy(F.col("cents").desc_nulls_last(), "id")
          .collect())`,
  },
  {
    name: 'comparisons with null',
    typescript: async (spark) =>
      (await sales(spark))
        .select(
          'id',
          F.col('quantity').gt(2).alias('gt'),
          F.col('quantity').eq(F.lit(null)).alias('eq'),
          F.col('quantity').eqNullSafe(F.lit(null)).alias('safe'),
          F.col('quantity').isin(3, 5).alias('isin'),
          F.col('quantity').between(2, 4).alias('between'),
          F.coalesce('quantity', F.lit(0)).alias('filled'),
        )
        .orderBy('id')
        .collect(),
    python: `
      return (sales(spark)
          .select("id", (F.col("quantity") > 2).alias("gt"), (F.col("quantity") == F.lit(None)).alias("eq"),
                  F.col("quantity").eqNullSafe(F.lit(None)).alias("safe"), F.col("quantity").isin(3, 5).alias("isin"),
                  F.col("quantity").between(2, 4).alias("between"), F.coalesce("quantity", F.lit(0)).alias("filled"))
          .orderBy("id")
          .collect())`,
  },
  {
    name: 'when, otherwise and text functions',
    typescript: async (spark) =>
      (await sales(spark))
        .withColumn(
          'size',
          F.when(F.col('quantity').ge(4), 'large').when(F.col('quantity').ge(2), 'middle').otherwise('small'),
        )
        .withColumn('code', F.concat_ws('-', F.lower('city'), F.lpad('id', 3, '0')))
        .withColumn('like', F.col('item').like('%ea').or(F.col('item').rlike('^c.k')))
        .withColumnRenamed('day', 'on')
        .drop('price', 'quantity')
        .orderBy('id')
        .collect(),
    python: `
      return (sales(spark)
          .withColumn("size",
              F.when(F.col("quantity") >= 4, "large").when(F.col("quantity") >= 2, "middle").otherwise("small"))
          .withColumn("code", F.concat_ws("-", F.lower("city"), F.lpad("id", 3, "0")))
          .withColumn("like", F.col("item").like("%ea") | F.col("item").rlike("^c.k"))
          .withColumnRenamed("day", "on")
          .drop("price", "quantity")
          .orderBy("id")
          .collect())`,
  },
  {
    name: 'decimal arithmetic is exact',
    typescript: async (spark) =>
      (await spark.sql('SELECT 0.1BD AS a, 0.2BD AS b, 1234567890123456789012345678.123456789BD AS long'))
        .select(
          F.col('a').plus(F.col('b')).alias('sum'),
          F.col('a').times(F.col('b')).alias('product'),
          F.col('a').divide(F.lit(3)).alias('third'),
          F.col('long').negate().alias('long'),
          F.round('long', 2).alias('rounded'),
        )
        .collect(),
    python: `
      return (spark.sql("SELECT 0.1BD AS a, 0.2BD AS b, 1234567890123456789012345678.123456789BD AS long")
          .select((F.col("a") + F.col("b")).alias("sum"), (F.col("a") * F.col("b")).alias("product"),
                  (F.col("a") / F.lit(3)).alias("third"), (-F.col("long")).alias("long"),
                  F.round("long", 2).alias("rounded"))
          .collect())`,
  },
  {
    name: 'dates and time zones',
    typescript: async (spark) => {
      await spark.conf.set('spark.sql.session.timeZone', 'Europe/Riga');
      return spark
        .range(1)
        .select(
          F.date_add(F.to_date(F.lit('2024-02-28')), 2).alias('added'),
          F.date_format(F.lit('2026-03-29 03:30:00').cast('timestamp'), 'EEE yyyy-MM-dd HH:mm XXX').alias(
            'text',
          ),
          F.unix_timestamp(F.lit('2026-07-01 12:00:00')).alias('unix'),
          F.datediff(F.lit('2026-03-01').cast('date'), F.lit('2026-02-01').cast('date')).alias('days'),
          F.date_trunc('month', F.lit('2026-07-15 12:00:00').cast('timestamp')).alias('month'),
          F.dayofweek(F.lit('2026-11-21').cast('date')).alias('weekday'),
        )
        .collect();
    },
    python: `
      spark.conf.set("spark.sql.session.timeZone", "Europe/Riga")
      return (spark.range(1)
          .select(F.date_add(F.to_date(F.lit("2024-02-28")), 2).alias("added"),
                  F.date_format(F.lit("2026-03-29 03:30:00").cast("timestamp"), "EEE yyyy-MM-dd HH:mm XXX").alias("text"),
                  F.unix_timestamp(F.lit("2026-07-01 12:00:00")).alias("unix"),
                  F.datediff(F.lit("2026-03-01").cast("date"), F.lit("2026-02-01").cast("date")).alias("days"),
                  F.date_trunc("month", F.lit("2026-07-15 12:00:00").cast("timestamp")).alias("month"),
                  F.dayofweek(F.lit("2026-11-21").cast("date")).alias("weekday"))
          .collect())`,
  },
  {
    name: 'arrays, maps and structs',
    typescript: async (spark) =>
      (
        await spark.sql(
          "SELECT ARRAY(3, 1, NULL) AS a, MAP('k', 1) AS m, NAMED_STRUCT('x', 1, 'y', 'z') AS s",
        )
      )
        .select(
          F.size('a').alias('size'),
          F.sort_array('a').alias('sorted'),
          F.array_contains('a', 3).alias('contains'),
          F.col('a').getItem(0).alias('first'),
          F.col('m').getItem('k').alias('k'),
          F.map_keys('m').alias('keys'),
          F.col('s').getField('y').alias('y'),
          F.to_json('s').alias('json'),
          F.expr('transform(a, x -> x * 2)').alias('doubled'),
        )
        .collect(),
    python: `
      return (spark.sql("SELECT ARRAY(3, 1, NULL) AS a, MAP('k', 1) AS m, NAMED_STRUCT('x', 1, 'y', 'z') AS s")
          .select(F.size("a").alias("size"), F.sort_array("a").alias("sorted"),
                  F.array_contains("a", 3).alias("contains"), F.col("a").getItem(0).alias("first"),
                  F.col("m").getItem("k").alias("k"), F.map_keys("m").alias("keys"),
                  F.col("s").getField("y").alias("y"), F.to_json("s").alias("json"),
                  F.expr("transform(a, x -> x * 2)").alias("doubled"))
          .collect())`,
  },
  ...(['inner', 'left', 'right', 'full', 'left_semi', 'left_anti'] as const).map((how) => ({
    name: `${how} join by a column's name`,
    typescript: async (spark: Parameters<Program['typescript']>[0]) =>
      (await sales(spark))
        .join(await cities(spark), 'city', how)
        .orderBy('city', 'id')
        .collect(),
    python: `
      other = cities(spark)
      joined = sales(spark).join(other, "city", "${how}")
      return joined.orderBy("city", "id").collect()`,
  })),
  {
    name: 'a frame joined with itself by a condition',
    typescript: async (spark) => {
      const left = await sales(spark);
      const right = await sales(spark);
      return left
        .join(
          right,
          left
            .col('item')
            .eq(right.col('item'))
            .and(left.col('id').lt(right.col('id'))),
        )
        .select(left.col('id'), right.col('id').alias('other'), left.col('item'))
        .orderBy('id', 'other')
        .collect();
    },
    python: `
      left = sales(spark)
      right = sales(spark)
      return (left.join(right, (left["item"] == right["item"]) & (left["id"] < right["id"]))
          .select(left["id"], right["id"].alias("other"), left["item"])
          .orderBy("id", "other")
          .collect())`,
  },
  {
    name: 'crossJoin and union',
    typescript: async (spark) => {
      const few = (await cities(spark)).select('country').distinct();
      return few
        .crossJoin(spark.range(2))
        .union(few.crossJoin(spark.range(9, 10)))
        .orderBy('country', 'id')
        .collect();
    },
    python: `
      few = cities(spark).select("country").distinct()
      return few.crossJoin(spark.range(2)).union(few.crossJoin(spark.range(9, 10))).orderBy("country", "id").collect()`,
  },
  {
    name: 'unionByName with missing columns',
    typescript: async (spark) =>
      (await sales(spark))
        .select('city', 'item')
        .unionByName(await cities(spark), { allowMissingColumns: true })
        .orderBy('city', 'item', 'country')
        .collect(),
    python: `
      return (sales(spark).select("city", "item")
          .unionByName(cities(spark), allowMissingColumns=True)
          .orderBy("city", "item", "country")
          .collect())`,
  },
  {
    name: 'intersect, intersectAll, subtract and exceptAll',
    typescript: async (spark) => {
      const items = (await sales(spark)).select('item');
      const some = items.filter("item <> 'cake'").limit(3);
      return [
        await items.intersect(some).orderBy('item').collect(),
        await items.intersectAll(some).orderBy('item').collect(),
        await items.subtract(some).orderBy('item').collect(),
        await items.exceptAll(some).orderBy('item').collect(),
      ];
    },
    python: `
      items = sales(spark).select("item")
      some = items.filter("item <> 'cake'").limit(3)
      return [items.intersect(some).orderBy("item").collect(), items.intersectAll(some).orderBy("item").collect(),
              items.subtract(some).orderBy("item").collect(), items.exceptAll(some).orderBy("item").collect()]`,
  },
  {
    name: 'distinct, dropDuplicates, limit, offset and tail',
    typescript: async (spark) => {
      const frame = (await sales(spark)).orderBy('id');
      return [
        await frame.select('item').distinct().orderBy('item').collect(),
        await frame.dropDuplicates('city').select('city').orderBy('city').collect(),
        await frame.offset(2).limit(2).collect(),
        await frame.tail(2),
        await frame.take(1),
        await frame.first(),
        await frame.isEmpty(),
        await frame.count(),
      ];
    },
    python: `
      frame = sales(spark).orderBy("id")
      return [frame.select("item").distinct().orderBy("item").collect(),
              frame.dropDuplicates(["city"]).select("city").orderBy("city").collect(),
              frame.offset(2).limit(2).collect(), frame.tail(2), frame.take(1), frame.first(), frame.isEmpty(),
              frame.count()]`,
  },
  {
    name: 'sample with a seed',
    typescript: async (spark) => [
      await spark.range(0, 100, 1, 2).sample(0.2, { seed: 7 }).collect(),
      await spark.range(0, 20, 1, 1).sample(1.5, { withReplacement: true, seed: 42 }).collect(),
    ],
    python: `
      return [spark.range(0, 100, 1, 2).sample(fraction=0.2, seed=7).collect(),
              spark.range(0, 20, 1, 1).sample(withReplacement=True, fraction=1.5, seed=42).collect()]`,
  },
];
