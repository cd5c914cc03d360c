import { sales } from '../frames.js';
import { failure, printed, withoutIds } from '../program.js';
import type { Program } from '../program.js';

export const sessionPrograms: readonly Program[] = [
  {
    name: 'conf: set, get, default, unset and isModifiable',
    typescript: async (spark) => {
      await spark.conf.set('spark.sql.shuffle.partitions', 7);
      await spark.conf.set('spark.sql.ansi.enabled', false);
      const values = [
        await spark.conf.get('spark.sql.shuffle.partitions'),
        await spark.conf.get('spark.sql.ansi.enabled'),
        await spark.conf.get('spark.never.set', 'fallback'),
        await spark.conf.isModifiable('spark.sql.shuffle.partitions'),
        await spark.conf.isModifiable('spark.sql.warehouse.dir'),
      ];
      await spark.conf.unset('spark.sql.ansi.enabled');
      return [...values, await spark.conf.get('spark.sql.ansi.enabled')];
    },
    python: `
      spark.conf.set("spark.sql.shuffle.partitions", 7)
      spark.conf.set("spark.sql.ansi.enabled", False)
      values = [spark.conf.get("spark.sql.shuffle.partitions"), spark.conf.get("spark.sql.ansi.enabled"),
                spark.conf.get("spark.never.set", "fallback"), spark.conf.isModifiable("spark.sql.shuffle.partitions"),
                spark.conf.isModifiable("spark.sql.warehouse.dir")]
      spark.conf.unset("spark.sql.ansi.enabled")
      return values + [spark.conf.get("spark.sql.ansi.enabled")]`,
  },
  {
    name: 'conf: errors',
    typescript: async (spark) => [
      await failure(() => spark.conf.get('spark.never.set')),
      await failure(() => spark.conf.set('spark.sql.warehouse.dir', '/elsewhere')),
      await failure(() => spark.conf.set('spark.sql.shuffle.partitions', 'many')),
    ],
    python: `
      return [failure(lambda: spark.conf.get("spark.never.set")),
              failure(lambda: spark.conf.set("spark.sql.warehouse.dir", "/elsewhere")),
              failure(lambda: spark.conf.set("spark.sql.shuffle.partitions", "many"))]`,
  },
  {
    name: 'version, range and table',
    typescript: async (spark) => {
      await spark.range(2, 9, 3).createOrReplaceTempView('numbers');
      return [await spark.version(), await spark.table('numbers').collect(), await spark.range(2).collect()];
    },
    python: `
      spark.range(2, 9, 3).createOrReplaceTempView("numbers")
      return [spark.version, spark.table("numbers").collect(), spark.range(2).collect()]`,
  },
  {
    name: 'commands in SQL give their results',
    typescript: async (spark) => {
      await spark.range(1).createOrReplaceTempView('one');
      return printed(async () => {
        await (await spark.sql("SHOW VIEWS LIKE 'one'")).show();
        await (await spark.sql('DESCRIBE one')).show();
        await (await spark.sql('SET spark.sql.shuffle.partitions = 3')).show({ truncate: false });
      });
    },
    python: `
      spark.range(1).createOrReplaceTempView("one")
      def work():
          spark.sql("SHOW VIEWS LIKE 'one'").show()
          spark.sql("DESCRIBE one").show()
          spark.sql("SET spark.sql.shuffle.partitions = 3").show(truncate=False)
      return printed(work)`,
  },
  {
    name: 'explain, simple and extended',
    typescript: async (spark) => {
      const frame = (await sales(spark)).filter('price > 2').groupBy('item').count();
      return withoutIds(
        await printed(async () => {
          await frame.explain();
          await frame.explain('extended');
          await frame.explain('formatted');
        }),
      );
    },
    python: `
      frame = sales(spark).filter("price > 2").groupBy("item").count()
      def work():
          frame.explain()
          frame.explain(True)
          frame.explain("formatted")
      return without_ids(printed(work))`,
  },
  {
    name: 'catalog: databases, tables, columns',
    typescript: async (spark) => {
      await (await sales(spark)).createOrReplaceTempView('catalogued');
      const { catalog } = spark;
      return [
        await catalog.currentDatabase(),
        (await catalog.listDatabases()).map(({ name, catalog }) => ({ name, catalog })),
        (await catalog.listTables()).filter(({ name }) => name === 'catalogued'),
        await catalog.listColumns('catalogued'),
        await catalog.tableExists('catalogued'),
        await catalog.tableExists('nowhere'),
        await catalog.databaseExists('default'),
        await catalog.functionExists('upper'),
        await catalog.isCached('catalogued'),
        await catalog.dropTempView('catalogued'),
        await catalog.dropTempView('catalogued'),
      ];
    },
    python: `
      sales(spark).createOrReplaceTempView("catalogued")
      catalog = spark.catalog
      return [catalog.currentDatabase(), [{"name": d.name, "catalog": d.catalog} for d in catalog.listDatabases()],
              [t._asdict() for t in catalog.listTables() if t.name == "catalogued"],
              [c._asdict() for c in catalog.listColumns("catalogued")],
              catalog.tableExists("catalogued"), catalog.tableExists("nowhere"), catalog.databaseExists("default"),
              catalog.functionExists("upper"), catalog.isCached("catalogued"), catalog.dropTempView("catalogued"),
              catalog.dropTempView("catalogued")]`,
  },
  {
    name: 'persist and storageLevel',
    typescript: async (spark) => {
      const frame = spark.range(10);
      await frame.persist();
      const level = await frame.storageLevel();
      await frame.unpersist();
      const { useDisk, useMemory, deserialized, replication } = level;
      return { useDisk, useMemory, deserialized, replication, after: (await frame.storageLevel()).useMemory };
    },
    python: `
      frame = spark.range(10)
      frame.persist()
      level = frame.storageLevel
      frame.unpersist()
      return {"useDisk": level.useDisk, "useMemory": level.useMemory, "deserialized": level.deserialized,
              "replication": level.replication, "after": frame.storageLevel.useMemory}`,
  },
];
