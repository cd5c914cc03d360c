import { RecordBatch, Schema, Struct, Table, makeData, tableToIPC } from 'apache-arrow';
import type { Data, DataType as ArrowType, Field } from 'apache-arrow';
import { SparkArgumentError, SparkProtocolError } from '../errors.js';
import type { DataType, MapType, StructField, StructType } from '../types.js';
import { fieldOf, typedColumn } from './typed-column.js';

/**
 * Plain objects as an Arrow stream for Spark. Whole numbers and bigint become BIGINT, other numbers DOUBLE, Date TIMESTAMP,
 * Uint8Array BINARY, arrays ARRAY, Map MAP, objects STRUCT; a key that a row lacks is null.
 *
 * With a schema a column has its type there wherever the values are those that `collect()` gives for that type. Columns
 * belong to the schema's by name when the names are the same, else by position.
 *
 * Types are always given to Arrow: left alone it makes dictionaries of strings, which Spark 4.0 reads as their codes.
 *
 * @throws SparkArgumentError SPARK_DATA_UNSUPPORTED for values of several kinds in a column, or of a kind Spark lacks;
 *   SPARK_NULL_NOT_ALLOWED for a null where the schema has none
 */
export function rowsToArrow(rows: readonly object[], schema?: StructType): Uint8Array {
  const columns = columnsOf(rows, schema);
  const fields = columns.map(({ field }) => field);
  const children = columns.map(({ data }) => data);
  const data = makeData({ type: new Struct(fields), length: rows.length, nullCount: 0, children });
  return tableToIPC(new Table(new RecordBatch(new Schema(fields), data)), 'stream');
}

interface Column {
  readonly field: Field<ArrowType>;
  readonly data: Data<ArrowType>;
}

function columnsOf(rows: readonly object[], schema: StructType | undefined): readonly Column[] {
  const names = namesOf(rows);
  // Another number of columns is refused by the server.
  if (schema?.fields.length !== names.length) return names.map((name) => inferred(rows, name));
  const isByName = schema.fields.every(({ name }) => names.includes(name));
  return schema.fields.map((wanted, index) => {
    const name = isByName ? wanted.name : (names[index] as string);
    return column(rows, name, wanted) ?? inferred(rows, name);
  });
}

function column(rows: readonly object[], name: string, wanted: StructField): Column | undefined {
  const values = rows.map((row) => propertyOf(row, name));
  const data = typedColumn(values, wanted);
  return data && { field: fieldOf(wanted, data), data };
}

function inferred(rows: readonly object[], name: string): Column {
  const type = typeOf(
    rows.map((row) => propertyOf(row, name)),
    `row.${name}`,
  );
  const found = column(rows, name, nullable(name, type));
  if (found === undefined) throw new SparkProtocolError(`The column ${name} is not of its own type`);
  return found;
}

const nullable = (name: string, type: DataType): StructField => ({
  name,
  type,
  nullable: true,
  metadata: {},
});

function typeOf(values: readonly unknown[], path: string): DataType {
  const present = values.filter((value) => value !== null && value !== undefined);
  const kinds = new Set(present.map((value) => kindOf(value, path)));
  if (kinds.has('whole') && kinds.has('fraction') && !present.some((value) => typeof value === 'bigint')) {
    kinds.delete('whole');
  }
  const [kind, other] = [...kinds];
  if (other !== undefined) throw unsupported(`${path} holds ${kind} and ${other} values`);
  if (kind === undefined) return 'void';
  switch (kind) {
    case 'text':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'whole':
      return 'long';
    case 'fraction':
      return 'double';
    case 'date':
      return 'timestamp';
    case 'binary':
      return 'binary';
    case 'array':
      return {
        type: 'array',
        containsNull: true,
        elementType: typeOf((present as unknown[][]).flat(), `${path}[]`),
      };
    case 'map':
      return mapTypeOf(present as ReadonlyMap<unknown, unknown>[], path);
    case 'object':
      return structTypeOf(present, path);
  }
}

function mapTypeOf(maps: readonly ReadonlyMap<unknown, unknown>[], path: string): MapType {
  const keys = maps.flatMap((map) => [...map.keys()]);
  const values = maps.flatMap((map) => [...map.values()]);
  return {
    type: 'map',
    keyType: typeOf(keys, `${path} (key)`),
    valueType: typeOf(values, `${path} (value)`),
    valueContainsNull: true,
  };
}

function structTypeOf(objects: readonly object[], path: string): StructType {
  const fields = namesOf(objects).map((name) => {
    const values = objects.map((object) => propertyOf(object, name));
    return nullable(name, typeOf(values, `${path}.${name}`));
  });
  return { type: 'struct', fields };
}

/** Names of all columns, in the order of their first appearance. */
const namesOf = (objects: readonly object[]): readonly string[] => [
  ...new Set(objects.flatMap((object) => Object.keys(object))),
];

type Kind = 'text' | 'boolean' | 'whole' | 'fraction' | 'date' | 'binary' | 'array' | 'map' | 'object';

function kindOf(value: unknown, path: string): Kind {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) return 'whole';
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? 'whole' : 'fraction';
  if (value instanceof Date && !Number.isNaN(value.getTime())) return 'date';
  if (value instanceof Uint8Array) return 'binary';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Map) return 'map';
  if (typeof value === 'object' && value !== null && isPlain(value)) return 'object';
  throw unsupported(`${path} holds ${String(value)}`);
}

function propertyOf(object: object, name: string): unknown {
  return (object as Readonly<Record<string, unknown>>)[name];
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function unsupported(what: string): SparkArgumentError {
  const allowed =
    'one kind a column: text, boolean, number or bigint of 64 bits, valid Date, Uint8Array, array, Map or object';
  return new SparkArgumentError(`No Spark type fits: ${what}. Use ${allowed}`, 'SPARK_DATA_UNSUPPORTED');
}
