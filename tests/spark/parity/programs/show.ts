import { nested, sales, types } from '../frames.js';
import { printed } from '../program.js';
import type { Program } from '../program.js';

export const showPrograms: readonly Program[] = [
  {
    name: 'show',
    typescript: async (spark) => printed(async () => (await sales(spark)).show()),
    python: 'return printed(lambda: sales(spark).show())',
  },
  {
    name: 'show fewer rows than there are',
    typescript: async (spark) => printed(async () => (await sales(spark)).show({ rows: 2 })),
    python: 'return printed(lambda: sales(spark).show(2))',
  },
  {
    name: 'show no rows at all',
    typescript: async (spark) => printed(async () => (await sales(spark)).show({ rows: 0 })),
    python: 'return printed(lambda: sales(spark).show(0))',
  },
  {
    name: 'show an empty frame and a frame without columns',
    typescript: async (spark) =>
      printed(async () => {
        await (await sales(spark)).filter('id > 100').show();
        await spark.range(2).select().show();
      }),
    python: `
      def work():
          sales(spark).filter("id > 100").show()
          spark.range(2).select().show()
      return printed(work)`,
  },
  {
    name: 'show every type, cut at 20 characters',
    typescript: async (spark) => printed(async () => (await types(spark)).show()),
    python: 'return printed(lambda: types(spark).show())',
  },
  {
    name: 'show every type whole',
    typescript: async (spark) => printed(async () => (await types(spark)).show({ truncate: false })),
    python: 'return printed(lambda: types(spark).show(truncate=False))',
  },
  {
    name: 'show every type, one line a cell',
    typescript: async (spark) => printed(async () => (await types(spark)).show({ vertical: true })),
    python: 'return printed(lambda: types(spark).show(vertical=True))',
  },
  {
    name: 'show cut at 5 characters, and at 2',
    typescript: async (spark) =>
      printed(async () => {
        await (await types(spark)).show({ truncate: 5 });
        await (await types(spark)).show({ truncate: 2, vertical: true });
      }),
    python: `
      def work():
          types(spark).show(truncate=5)
          types(spark).show(truncate=2, vertical=True)
      return printed(work)`,
  },
  {
    name: 'show nested types',
    typescript: async (spark) => printed(async () => (await nested(spark)).show({ truncate: false })),
    python: 'return printed(lambda: nested(spark).show(truncate=False))',
  },
  {
    name: 'show timestamps in the time zone of the session',
    typescript: async (spark) => {
      await spark.conf.set('spark.sql.session.timeZone', 'America/Los_Angeles');
      const frame = (await types(spark)).select('ts', 'ntz', 'day');
      return printed(() => frame.show({ truncate: false }));
    },
    python: `
      spark.conf.set("spark.sql.session.timeZone", "America/Los_Angeles")
      return printed(lambda: types(spark).select("ts", "ntz", "day").show(truncate=False))`,
  },
  {
    name: 'show columns of the same name, and names that need quotes',
    typescript: async (spark) =>
      printed(async () => (await spark.sql('SELECT 1 AS a, 2 AS a, 3 AS `b c`, 4 AS `d.e`, 5 AS ``')).show()),
    python:
      'return printed(lambda: spark.sql("SELECT 1 AS a, 2 AS a, 3 AS `b c`, 4 AS `d.e`, 5 AS ``").show())',
  },
];
