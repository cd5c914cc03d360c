import type { DataFrame, SparkSession } from '../../../src/spark/index.js';

const SALES = `SELECT * FROM VALUES
  (1, 'Riga',    'tea',    DATE '2026-01-05', 3,    2.50),
  (2, 'Riga',    'coffee', DATE '2026-01-06', 1,    4.00),
  (3, 'Vilnius', 'tea',    DATE '2026-01-06', NULL, 2.50),
  (4, 'Vilnius', 'cake',   DATE '2026-02-01', 2,    NULL),
  (5, 'Tallinn', 'coffee', DATE '2026-02-03', 5,    4.20),
  (6, NULL,      'tea',    DATE '2026-02-03', 4,    2.60)
  AS sales(id, city, item, day, quantity, price)`;

const CITIES = `SELECT * FROM VALUES ('Riga', 'LV'), ('Vilnius', 'LT'), ('Kaunas', 'LT') AS cities(city, country)`;

/** One row with a value of every type that shows differently. */
const TYPES = `SELECT
  CAST(127 AS TINYINT) AS tiny, CAST(-32768 AS SMALLINT) AS small, 2147483647 AS int,
  9223372036854775807L AS big, CAST(1.1 AS FLOAT) AS float, 1.0E-300D AS double, CAST('NaN' AS DOUBLE) AS nan,
  CAST('-Infinity' AS DOUBLE) AS infinite, 12345.6700BD AS dec, CAST(-0.05 AS DECIMAL(38, 18)) AS longdec,
  'text' AS string, '日本語 žluť 🎈' AS wide, true AS bool, X'CAFE00' AS bytes, DATE '1969-12-31' AS day,
  TIMESTAMP '2026-03-29 00:30:00.123456' AS ts, TIMESTAMP_NTZ '2026-03-29 00:30:00.5' AS ntz,
  INTERVAL '1 02:03:04.5' DAY TO SECOND AS daytime, NULL AS nothing, CAST(NULL AS STRING) AS missing`;

const NESTED = `SELECT * FROM VALUES
  (1, ARRAY(1, NULL, 3), MAP('a', 1.5, 'b', NULL), NAMED_STRUCT('x', 1, 'y', ARRAY('p', 'q'))),
  (2, ARRAY(), MAP(), NAMED_STRUCT('x', NULL, 'y', NULL)),
  (3, NULL, NULL, NULL)
  AS nested(id, items, prices, point)`;

export const sales = (spark: SparkSession): Promise<DataFrame> => spark.sql(SALES);
export const cities = (spark: SparkSession): Promise<DataFrame> => spark.sql(CITIES);
export const types = (spark: SparkSession): Promise<DataFrame> => spark.sql(TYPES);
export const nested = (spark: SparkSession): Promise<DataFrame> => spark.sql(NESTED);

/** The same frames for Python. */
export const PYTHON_PRELUDE = Object.entries({ sales: SALES, cities: CITIES, types: TYPES, nested: NESTED })
  .map(([name, sql]) => `def ${name}(spark):\n    return spark.sql("""${sql}""")\n`)
  .join('\n');
