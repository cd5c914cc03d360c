import { tableToIPC } from 'apache-arrow';
import type { RecordBatch, Table } from 'apache-arrow';
import { rowsToArrow } from './arrow/local.js';
import { toSparkTable } from './arrow/to-spark.js';
import { parseDdl } from './ddl.js';
import { SparkArgumentError } from './errors.js';
import type { StructType } from './types.js';

/** Plain objects, or arrays of a row's values in the order of the schema, or Arrow data. */
export type LocalData = readonly object[] | Table | RecordBatch;

/** The data as an Arrow stream; undefined when there is none and the schema says it all. */
export function toArrowStream(data: LocalData, schema?: string | StructType): Uint8Array | undefined {
  if (!isRows(data)) return tableToIPC(toSparkTable(data, structOf(schema)), 'stream');
  const [first] = data;
  if (schema === undefined && (first === undefined || Array.isArray(first))) {
    throw new SparkArgumentError(
      `createDataFrame ${first === undefined ? 'without rows' : 'of arrays'} needs a schema, such as "id BIGINT, name STRING"`,
    );
  }
  if (first === undefined) return undefined;
  if (Array.isArray(first)) checkLengths(data, first.length);
  return rowsToArrow(data, structOf(schema));
}

/** The schema as a structure; undefined for a text that only the server can read. */
function structOf(schema: string | StructType | undefined): StructType | undefined {
  return typeof schema === 'string' ? parseDdl(schema) : schema;
}

function isRows(data: LocalData): data is readonly object[] {
  return Array.isArray(data);
}

function checkLengths(rows: readonly object[], length: number): void {
  for (const [index, row] of rows.entries()) {
    if (Array.isArray(row) && row.length === length) continue;
    const found = Array.isArray(row) ? `an array of ${row.length} values` : 'an object';
    throw new SparkArgumentError(
      `Every row must be an array of ${length} values, as the first is; row ${index} is ${found}`,
    );
  }
}
