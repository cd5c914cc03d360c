import {
  Binary,
  Bool,
  Field,
  Float64,
  Int64,
  List,
  Null,
  RecordBatch,
  Schema,
  Struct,
  Table,
  TimestampMicrosecond,
  Utf8,
  makeData,
  tableToIPC,
  vectorFromArray,
} from 'apache-arrow';
import type { Data, DataType } from 'apache-arrow';
import { SparkArgumentError } from '../errors.js';

/**
 * Plain objects as an Arrow stream for Spark. Whole numbers and bigint become BIGINT, other numbers DOUBLE, Date TIMESTAMP,
 * Uint8Array BINARY, arrays ARRAY, objects STRUCT; a key that a row lacks is null.
 *
 * Types are always given to Arrow: left alone it makes dictionaries of strings, which Spark 4.0 reads as their codes.
 *
 * @throws SparkArgumentError SPARK_DATA_UNSUPPORTED for values of several kinds in a column, or of a kind Spark lacks
 */
export function rowsToArrow(rows: readonly object[]): Uint8Array {
  const fields = fieldsOf(rows, 'row');
  const children = fields.map((field) => column(rows, field));
  const data = makeData({ type: new Struct(fields), length: rows.length, nullCount: 0, children });
  return tableToIPC(new Table(new RecordBatch(new Schema(fields), data)), 'stream');
}

function column(rows: readonly object[], { name, type }: Field<DataType>): Data<DataType> {
  const values = rows.map((row) => toArrowValue(propertyOf(row, name), type));
  const [data] = vectorFromArray(values, type).data;
  return data ?? makeData({ type: new Null(), length: 0 });
}

function columnType(values: readonly unknown[], path: string): DataType {
  const present = values.filter((value) => value !== null && value !== undefined);
  const kinds = new Set(present.map((value) => kindOf(value, path)));
  if (kinds.has('whole') && kinds.has('fraction') && !present.some((value) => typeof value === 'bigint')) {
    kinds.delete('whole');
  }
  const [kind, other] = [...kinds];
  if (other !== undefined) throw unsupported(`${path} holds ${kind} and ${other} values`);
  if (kind === undefined) return new Null();
  switch (kind) {
    case 'text':
      return new Utf8();
    case 'boolean':
      return new Bool();
    case 'whole':
      return new Int64();
    case 'fraction':
      return new Float64();
    case 'date':
      return new TimestampMicrosecond('UTC');
    case 'binary':
      return new Binary();
    case 'array':
      return new List(new Field('element', columnType((present as unknown[][]).flat(), `${path}[]`), true));
    case 'object':
      return new Struct(fieldsOf(present, path));
  }
}

function fieldsOf(objects: readonly object[], path: string): Field<DataType>[] {
  const names = new Set(objects.flatMap((object) => Object.keys(object)));
  return [...names].map((name) => {
    const values = objects.map((object) => propertyOf(object, name));
    return new Field(name, columnType(values, `${path}.${name}`), true);
  });
}

type Kind = 'text' | 'boolean' | 'whole' | 'fraction' | 'date' | 'binary' | 'array' | 'object';

function kindOf(value: unknown, path: string): Kind {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) return 'whole';
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? 'whole' : 'fraction';
  if (value instanceof Date && !Number.isNaN(value.getTime())) return 'date';
  if (value instanceof Uint8Array) return 'binary';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'object' && value !== null && isPlain(value)) return 'object';
  throw unsupported(`${path} holds ${String(value)}`);
}

/** The value as the builder of that Arrow type takes it; null and nothing else where there is none. */
function toArrowValue(value: unknown, type: DataType): unknown {
  if (value === null || value === undefined) return null;
  if (type instanceof Int64) return BigInt(value as number | bigint);
  if (type instanceof List)
    return (value as unknown[]).map((item) => toArrowValue(item, type.valueType as DataType));
  if (type instanceof Struct) {
    return Object.fromEntries(
      (type.children as Field<DataType>[]).map(({ name, type }) => [
        name,
        toArrowValue(propertyOf(value, name), type),
      ]),
    );
  }
  return value;
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
    'one kind a column: text, boolean, number or bigint of 64 bits, valid Date, Uint8Array, array or object';
  return new SparkArgumentError(`No Spark type fits: ${what}. Use ${allowed}`, 'SPARK_DATA_UNSUPPORTED');
}
