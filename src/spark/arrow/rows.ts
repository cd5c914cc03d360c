import type { Table } from 'apache-arrow';
import { SparkArgumentError } from '../errors.js';
import { columnValues } from './columns.js';

/** A row by column names. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * The rows of a table as plain objects: 64-bit integers as bigint, decimals as exact strings, timestamps and dates as Date
 * (in milliseconds, what Spark holds below that is dropped), binary as Uint8Array, arrays, structs as objects, maps as Map.
 *
 * One by one, so that rows which nobody keeps are forgotten at once.
 *
 * @throws SparkArgumentError SPARK_COLUMN_NAMES_DUPLICATE: an object would keep only the last of equal names.
 */
export function* rowsOf(table: Table): Generator<Row, void> {
  const names = table.schema.fields.map((field) => field.name);
  checkUnique(names);
  for (const batch of table.batches) {
    // Without rows the columns may be without types, too.
    if (batch.numRows === 0) continue;
    const columns = batch.data.children.map((data) => columnValues(data));
    for (let index = 0; index < batch.numRows; index++) {
      const row: Record<string, unknown> = {};
      for (let column = 0; column < names.length; column++)
        row[names[column] as string] = columns[column]?.[index];
      yield row;
    }
  }
}

/** All rows of {@link rowsOf}. */
export function tableToRows(table: Table): Row[] {
  return Array.from(rowsOf(table));
}

function checkUnique(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new SparkArgumentError(
    `Two columns are named ${JSON.stringify(twice)}: rename one with alias(), or take the result with toArrow()`,
    'SPARK_COLUMN_NAMES_DUPLICATE',
  );
}
