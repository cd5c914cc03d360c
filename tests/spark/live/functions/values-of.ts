import type { Column, Row, SparkSession } from '../../../../src/spark/index.js';

/** One row of all columns, under the names they have here. */
export async function valuesOf(
  spark: SparkSession,
  schema: string,
  row: Row,
  columns: Readonly<Record<string, Column>>,
) {
  const named = Object.entries(columns).map(([name, column]) => column.alias(name));
  return spark
    .createDataFrame([row], schema)
    .select(...named)
    .first();
}
