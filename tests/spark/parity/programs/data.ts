import { sales } from '../frames.js';
import { printed } from '../program.js';
import type { Program } from '../program.js';

export const dataPrograms: readonly Program[] = [
  {
    name: 'createDataFrame of objects',
    typescript: async (spark) => {
      const frame = spark.createDataFrame([
        { id: 1, name: 'ą', score: 1.5, tags: ['x', 'y'], ok: true },
        { id: 2, name: null, score: null, tags: [], ok: false },
      ]);
      return [await frame.collect(), await frame.dtypes()];
    },
    python: `
      frame = spark.createDataFrame([
          Row(id=1, name="ą", score=1.5, tags=["x", "y"], ok=True),
          Row(id=2, name=None, score=None, tags=[], ok=False)])
      return [frame.collect(), frame.dtypes]`,
  },
  {
    name: 'createDataFrame with a schema in DDL',
    typescript: async (spark) => {
      const rows = [
        { id: 1, day: new Date('2026-01-31T00:00:00Z'), price: 2.5 },
        { id: 2, day: null, price: null },
      ];
      const frame = spark.createDataFrame(rows, 'id INT, day DATE, price DECIMAL(10, 2)');
      return printed(async () => {
        await frame.printSchema();
        await frame.show();
      });
    },
    python: `
      rows = [(1, datetime.date(2026, 1, 31), decimal.Decimal("2.5")), (2, None, None)]
      frame = spark.createDataFrame(rows, "id INT, day DATE, price DECIMAL(10, 2)")
      def work():
          frame.printSchema()
          frame.show()
      return printed(work)`,
  },
  {
    name: 'createDataFrame without rows',
    typescript: async (spark) => printed(() => spark.createDataFrame([], 'id BIGINT, name STRING').show()),
    python: 'return printed(lambda: spark.createDataFrame([], "id BIGINT, name STRING").show())',
  },
  {
    name: 'na.fill, na.drop and na.replace',
    typescript: async (spark) => {
      const frame = (await sales(spark)).select('id', 'city', 'quantity', 'price').orderBy('id');
      return [
        await frame.na.fill(0).collect(),
        await frame.na.fill({ city: 'nowhere', quantity: -1 }).collect(),
        await frame.na.fill('-', ['city']).collect(),
        await frame.na.drop().collect(),
        await frame.na.drop({ how: 'all', subset: ['quantity', 'price'] }).collect(),
        await frame.na.drop({ thresh: 4 }).collect(),
        await frame.na.replace([['Riga', 'RIX']], ['city']).collect(),
      ];
    },
    python: `
      frame = sales(spark).select("id", "city", "quantity", "price").orderBy("id")
      return [frame.na.fill(0).collect(), frame.na.fill({"city": "nowhere", "quantity": -1}).collect(),
              frame.na.fill("-", ["city"]).collect(), frame.na.drop().collect(),
              frame.na.drop(how="all", subset=["quantity", "price"]).collect(), frame.na.drop(thresh=4).collect(),
              frame.na.replace({"Riga": "RIX"}, subset=["city"]).collect()]`,
  },
  {
    name: 'sql with named and with positional arguments',
    typescript: async (spark) => [
      await (await spark.sql('SELECT :a + 1 AS a, :b AS b, :c AS c', { a: 1, b: "it's", c: null })).collect(),
      await (await spark.sql('SELECT * FROM range(10) WHERE id > ? AND id < ?', [3, 6])).collect(),
    ],
    python: `
      return [spark.sql("SELECT :a + 1 AS a, :b AS b, :c AS c", {"a": 1, "b": "it's", "c": None}).collect(),
              spark.sql("SELECT * FROM range(10) WHERE id > ? AND id < ?", [3, 6]).collect()]`,
  },
  {
    name: 'temporary views',
    typescript: async (spark) => {
      await (await sales(spark)).createOrReplaceTempView('sold');
      await spark.range(3).createTempView('few');
      return (
        await spark.sql('SELECT item, price FROM sold JOIN few ON few.id = sold.id ORDER BY sold.id')
      ).collect();
    },
    python: `
      sales(spark).createOrReplaceTempView("sold")
      spark.range(3).createTempView("few")
      return spark.sql("SELECT item, price FROM sold JOIN few ON few.id = sold.id ORDER BY sold.id").collect()`,
  },
  {
    name: 'write and read JSON, partitioned',
    typescript: async (spark, folder) => {
      await (await sales(spark)).write.partitionBy('item').json(`${folder}/out`);
      const read = spark.read.json(`${folder}/out`);
      return [await read.dtypes(), await read.orderBy('id').collect()];
    },
    python: `
      sales(spark).write.partitionBy("item").json(f"{folder}/out")
      read = spark.read.json(f"{folder}/out")
      return [read.dtypes, read.orderBy("id").collect()]`,
  },
  {
    name: 'write and read CSV with options and a schema',
    typescript: async (spark, folder) => {
      await (
        await sales(spark)
      )
        .coalesce(1)
        .write.option('header', true)
        .option('sep', ';')
        .csv(`${folder}/out`);
      return spark.read
        .schema('id INT, city STRING, item STRING, day DATE, quantity INT, price DOUBLE')
        .options({ header: true, sep: ';' })
        .csv(`${folder}/out`)
        .orderBy('id')
        .collect();
    },
    python: `
      sales(spark).coalesce(1).write.option("header", True).option("sep", ";").csv(f"{folder}/out")
      return (spark.read.schema("id INT, city STRING, item STRING, day DATE, quantity INT, price DOUBLE")
          .options(header=True, sep=";").csv(f"{folder}/out").orderBy("id").collect())`,
  },
  {
    name: 'modes of writing Parquet',
    typescript: async (spark, folder) => {
      const path = `${folder}/out`;
      const counts: number[] = [];
      for (const mode of ['error', 'append', 'ignore', 'overwrite'] as const) {
        await spark.range(2).write.mode(mode).parquet(path);
        counts.push(await spark.read.parquet(path).count());
      }
      return counts;
    },
    python: `
      path = f"{folder}/out"
      counts = []
      for mode in ["error", "append", "ignore", "overwrite"]:
          spark.range(2).write.mode(mode).parquet(path)
          counts.append(spark.read.parquet(path).count())
      return counts`,
  },
];
