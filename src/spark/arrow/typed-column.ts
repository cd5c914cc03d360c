import * as arrow from 'apache-arrow';
import type { Data } from 'apache-arrow';
import { SparkArgumentError } from '../errors.js';
import type { ArrayType, DataType, MapType, StructField, StructType } from '../types.js';
import { unscaledDecimal } from './decimal.js';

type Values = readonly unknown[];

/** A value that Spark has to cast: it is none that `collect()` would give for the type. */
class NeedsCast extends Error {}

/**
 * A column in the Arrow type of its Spark type, from the values that `collect()` gives for that type. So nothing is
 * cast by the server, whose casts of dates and timestamps depend on the session's time zone: a Date means its day in
 * UTC for DATE, and its wall clock in UTC for TIMESTAMP_NTZ.
 *
 * @returns undefined when a value is of another kind, which the server may be able to cast.
 * @throws SparkArgumentError SPARK_NULL_NOT_ALLOWED with the path to a null where the schema allows none.
 */
export function typedColumn(values: Values, { name, type, nullable }: StructField): Data | undefined {
  try {
    return build(values, type, nullable, name);
  } catch (error) {
    if (error instanceof NeedsCast) return undefined;
    throw error;
  }
}

function build(values: Values, type: DataType, nullable: boolean, path: string): Data {
  if (!nullable) refuseNulls(values, path);
  if (typeof type === 'string') return leaf(values, type);
  switch (type.type) {
    case 'struct':
      return struct(values, type, path);
    case 'array':
      return list(values, type, path);
    case 'map':
      return map(values, type, path);
  }
}

function refuseNulls(values: Values, path: string): void {
  const row = values.findIndex(isNull);
  if (row < 0) return;
  throw new SparkArgumentError(
    `${path} is null in value ${row}, and the schema allows no null there`,
    'SPARK_NULL_NOT_ALLOWED',
  );
}

function leaf(values: Values, type: string): Data {
  switch (type) {
    case 'void':
      return arrow.makeData({ type: new arrow.Null(), length: values.length });
    case 'boolean':
      return built(values.map(orNull(booleanOf)), new arrow.Bool());
    case 'byte':
      return fixed(values, new arrow.Int8(), new Int8Array(values.length), wholeOf(8));
    case 'short':
      return fixed(values, new arrow.Int16(), new Int16Array(values.length), wholeOf(16));
    case 'integer':
      return fixed(values, new arrow.Int32(), new Int32Array(values.length), wholeOf(32));
    case 'long':
      return fixed(values, new arrow.Int64(), new BigInt64Array(values.length), longOf);
    case 'float':
      return fixed(values, new arrow.Float32(), new Float32Array(values.length), numberOf);
    case 'double':
      return fixed(values, new arrow.Float64(), new Float64Array(values.length), numberOf);
    case 'date':
      return fixed(values, new arrow.DateDay(), new Int32Array(values.length), daysOf);
    case 'timestamp':
      return fixed(
        values,
        new arrow.TimestampMicrosecond('UTC'),
        new BigInt64Array(values.length),
        microsecondsOf,
      );
    case 'timestamp_ntz':
      return fixed(
        values,
        new arrow.TimestampMicrosecond(),
        new BigInt64Array(values.length),
        microsecondsOf,
      );
    case 'binary':
      return built(values.map(orNull(binaryOf)), new arrow.Binary());
  }
  if (/^(string|char|varchar)\b/.test(type)) return built(values.map(orNull(textOf)), new arrow.Utf8());
  if (/^interval (year|month)\b/.test(type))
    return fixed(values, new arrow.IntervalYearMonth(), new Int32Array(values.length), wholeOf(32));
  if (/^interval (day|hour|minute|second)\b/.test(type))
    return fixed(values, new arrow.DurationMicrosecond(), new BigInt64Array(values.length), longOf);
  const [, precision, scale] = /^decimal\((\d+),(\d+)\)$/.exec(type) ?? [];
  if (precision === undefined || scale === undefined) throw new NeedsCast();
  return decimals(values, Number(precision), Number(scale));
}

function struct(values: Values, { fields }: StructType, path: string): Data {
  const present = values.map((value) => (isNull(value) ? undefined : recordOf(value)));
  const nulls = bitmapOf(values);
  const children = fields.map((field) => {
    // What lies under a null struct is never read, but a child that allows no null still has to hold something.
    const inner = present.map((record) => (record === undefined ? null : record[field.name]));
    return field.nullable
      ? build(inner, field.type, true, `${path}.${field.name}`)
      : buildUnder(present, inner, field, path);
  });
  const type = new arrow.Struct(fields.map((field, index) => fieldOf(field, children[index] as Data)));
  return arrow.makeData({ type, length: values.length, children, ...nulls });
}

/** The values of a field without nulls, of structs of which some are null themselves. */
function buildUnder(present: Values, inner: Values, field: StructField, path: string): Data {
  const held = inner.filter((_, index) => present[index] !== undefined);
  refuseNulls(held, `${path}.${field.name}`);
  return build(inner, field.type, true, `${path}.${field.name}`);
}

function list(values: Values, { elementType, containsNull }: ArrayType, path: string): Data {
  const rows = values.map((value) => (isNull(value) ? [] : arrayOf(value)));
  const child = build(rows.flat(1), elementType, containsNull, `${path}[]`);
  const type = new arrow.List(new arrow.Field('element', child.type, containsNull));
  return arrow.makeData({
    type,
    length: values.length,
    valueOffsets: offsetsOf(rows.map(({ length }) => length)),
    child,
    ...bitmapOf(values),
  });
}

function map(values: Values, { keyType, valueType, valueContainsNull }: MapType, path: string): Data {
  const rows = values.map((value) => (isNull(value) ? [] : entriesOf(value)));
  const entries = rows.flat(1);
  const children = [
    build(
      entries.map(([key]) => key),
      keyType,
      false,
      `${path} (key)`,
    ),
    build(
      entries.map(([, value]) => value),
      valueType,
      valueContainsNull,
      `${path} (value)`,
    ),
  ] as const;
  const pair = new arrow.Struct<{ key: arrow.DataType; value: arrow.DataType }>([
    new arrow.Field('key', children[0].type, false),
    new arrow.Field('value', children[1].type, valueContainsNull),
  ] as never);
  const child = arrow.makeData({ type: pair, length: entries.length, nullCount: 0, children: [...children] });
  return arrow.makeData({
    type: new arrow.Map_(new arrow.Field('entries', pair, false)),
    length: values.length,
    valueOffsets: offsetsOf(rows.map(({ length }) => length)),
    child,
    ...bitmapOf(values),
  });
}

/** The Arrow field of a Spark field whose data are built. */
export const fieldOf = ({ name, nullable }: Pick<StructField, 'name' | 'nullable'>, data: Data) =>
  new arrow.Field(name, data.type, nullable);

type NumberArray = Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;

function fixed(
  values: Values,
  type: arrow.DataType,
  data: NumberArray | BigInt64Array,
  of: (value: unknown) => number | bigint,
): Data {
  for (const [index, value] of values.entries()) if (!isNull(value)) data[index] = of(value);
  return arrow.makeData({ type, length: values.length, data, ...bitmapOf(values) } as never);
}

const WORDS = 4;

function decimals(values: Values, precision: number, scale: number): Data {
  const words = new Uint32Array(values.length * WORDS);
  for (const [index, value] of values.entries()) {
    if (isNull(value)) continue;
    const unscaled = unscaledDecimal(value, precision, scale);
    if (unscaled === undefined) throw new NeedsCast();
    const bits = BigInt.asUintN(128, unscaled);
    for (let word = 0; word < WORDS; word += 1)
      words[index * WORDS + word] = Number((bits >> BigInt(32 * word)) & 0xffffffffn);
  }
  const type = new arrow.Decimal(scale, precision);
  return arrow.makeData({ type, length: values.length, data: words, ...bitmapOf(values) });
}

function built(values: Values, type: arrow.DataType): Data {
  const [data] = arrow.vectorFromArray(values, type).data;
  return data ?? (arrow.makeData({ type, length: 0 } as never) as Data);
}

const isNull = (value: unknown): value is null | undefined => value === null || value === undefined;
const orNull =
  <T>(of: (value: unknown) => T) =>
  (value: unknown): T | null =>
    isNull(value) ? null : of(value);

/** A set bit is a value. */
function bitmapOf(values: Values): { readonly nullCount: number; readonly nullBitmap: Uint8Array | null } {
  const nullCount = values.reduce<number>((count, value) => count + (isNull(value) ? 1 : 0), 0);
  if (nullCount === 0) return { nullCount, nullBitmap: null };
  const nullBitmap = new Uint8Array(Math.ceil(values.length / 64) * 8);
  for (const [index, value] of values.entries())
    if (!isNull(value)) nullBitmap[index >> 3] = (nullBitmap[index >> 3] ?? 0) | (1 << (index & 7));
  return { nullCount, nullBitmap };
}

function offsetsOf(lengths: readonly number[]): Int32Array {
  const offsets = new Int32Array(lengths.length + 1);
  for (const [index, length] of lengths.entries()) offsets[index + 1] = (offsets[index] ?? 0) + length;
  return offsets;
}

function booleanOf(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new NeedsCast();
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new NeedsCast();
}

function binaryOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new NeedsCast();
}

const wholeOf = (bits: number) => {
  const limit = 2 ** (bits - 1);
  return (value: unknown): number => {
    const number = typeof value === 'bigint' ? Number(value) : value;
    if (typeof number === 'number' && Number.isInteger(number) && number >= -limit && number < limit)
      return number;
    throw new NeedsCast();
  };
};

function longOf(value: unknown): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) return value;
  throw new NeedsCast();
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) return Number(value);
  throw new NeedsCast();
}

const DAY_MS = 86_400_000;

const daysOf = (value: unknown): number => Math.floor(millisecondsOf(value) / DAY_MS);
const microsecondsOf = (value: unknown): bigint => BigInt(millisecondsOf(value)) * 1000n;

function millisecondsOf(value: unknown): number {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.getTime();
  throw new NeedsCast();
}

function arrayOf(value: unknown): Values {
  if (Array.isArray(value)) return value;
  throw new NeedsCast();
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !isOtherKind(value))
    return value as Readonly<Record<string, unknown>>;
  throw new NeedsCast();
}

/** Objects that have no fields of their own to read: arrays, maps, sets, bytes and dates. */
const isOtherKind = (value: object) =>
  Symbol.iterator in value || ArrayBuffer.isView(value) || value instanceof Date;

function entriesOf(value: unknown): readonly (readonly [unknown, unknown])[] {
  if (value instanceof Map) return [...value];
  throw new NeedsCast();
}
