import * as arrow from 'apache-arrow';
import type { Data, DataType, Field, RecordBatch, Table } from 'apache-arrow';
import { SparkArgumentError } from '../errors.js';
import type { StructType } from '../types.js';
import { merge } from './merge.js';

/**
 * The same rows in one batch and in types that Spark 4.0 reads rightly: dictionaries become their values (Spark would take the codes for
 * them), timestamps and durations microseconds, dates days, unsigned integers the next larger signed ones. A timestamp
 * without a time zone stays one: TIMESTAMP_NTZ.
 *
 * A column without nulls is declared so where the schema allows none: Spark refuses it otherwise.
 *
 * Everything is rebuilt, because a table may come from another copy of the Arrow library than ours.
 *
 * @throws SparkArgumentError SPARK_DATA_UNSUPPORTED for a type that Spark lacks, and for integers beyond 64 bits signed
 */
export function toSparkTable(input: Table | RecordBatch, schema?: StructType): Table {
  const batches = 'batches' in input ? input.batches : [input];
  const given = batches.length > 0 ? batches : [new arrow.RecordBatch(input.schema, undefined)];
  const converted = merge(given.map(({ data }) => struct(data, ''))) as Data<arrow.Struct>;
  const fields = converted.type.children.map((field: Field, index) => {
    const wanted = schema?.fields[index];
    const hasNoNull = converted.children[index]?.nullCount === 0;
    return wanted?.nullable === false && hasNoNull ? new arrow.Field(field.name, field.type, false) : field;
  });
  return new arrow.Table(new arrow.RecordBatch(new arrow.Schema(fields), converted));
}

type Entries = arrow.Struct<{ key: DataType; value: DataType }>;
type Convert = (data: Data, path: string) => Data;

const converters: { readonly [T in arrow.Type]?: Convert } = {
  [arrow.Type.Null]: (data) => retyped(data, new arrow.Null()),
  [arrow.Type.Bool]: (data) => retyped(data, new arrow.Bool()),
  [arrow.Type.Utf8]: (data) => retyped(data, new arrow.Utf8()),
  [arrow.Type.LargeUtf8]: (data) => retyped(data, new arrow.LargeUtf8()),
  [arrow.Type.Binary]: (data) => retyped(data, new arrow.Binary()),
  [arrow.Type.LargeBinary]: (data) => retyped(data, new arrow.LargeBinary()),
  [arrow.Type.Int]: integer,
  [arrow.Type.Float]: (data, path) => {
    const { precision } = data.type as arrow.Float;
    if (precision === arrow.Precision.HALF) throw unsupported(data, path);
    return retyped(data, precision === arrow.Precision.SINGLE ? new arrow.Float32() : new arrow.Float64());
  },
  [arrow.Type.Decimal]: (data, path) => {
    const { scale, precision, bitWidth } = data.type as arrow.Decimal;
    if (bitWidth !== 128) throw unsupported(data, path);
    return retyped(data, new arrow.Decimal(scale, precision));
  },
  [arrow.Type.Date]: date,
  [arrow.Type.Timestamp]: (data) => {
    const { unit, timezone } = data.type as arrow.Timestamp;
    return retyped(data, new arrow.TimestampMicrosecond(timezone), microseconds(data, unit));
  },
  [arrow.Type.Duration]: (data) => {
    const { unit } = data.type as arrow.Duration;
    return retyped(data, new arrow.DurationMicrosecond(), microseconds(data, unit));
  },
  [arrow.Type.Interval]: (data, path) => {
    const { unit } = data.type as arrow.Interval;
    if (unit !== arrow.IntervalUnit.YEAR_MONTH) throw unsupported(data, path);
    return retyped(data, new arrow.IntervalYearMonth());
  },
  [arrow.Type.Struct]: struct,
  [arrow.Type.List]: (data, path) => {
    const { items, field } = onlyChild(data, path);
    return nested(data, new arrow.List(field), [items]);
  },
  [arrow.Type.Map]: (data, path) => {
    const { items, field } = onlyChild(data, path);
    const { keysSorted } = data.type as arrow.Map_;
    return nested(data, new arrow.Map_(field as Field<Entries>, keysSorted), [items]);
  },
  [arrow.Type.Dictionary]: decode,
};

function convert(data: Data, path: string): Data {
  const converter = converters[data.typeId];
  if (converter === undefined) throw unsupported(data, path);
  return converter(data, path);
}

function struct(data: Data, path: string): Data<arrow.Struct> {
  const { children: fields } = data.type as arrow.Struct;
  const children = data.children.map((child, index) =>
    convert(child, `${path}.${fields[index]?.name ?? index}`),
  );
  const type = new arrow.Struct(fields.map((field: Field, index) => fieldLike(field, children[index])));
  return nested(data, type, children);
}

function onlyChild(data: Data, path: string): { readonly items: Data; readonly field: Field } {
  const [child] = data.children;
  const [field] = (data.type as arrow.List).children;
  if (child === undefined || field === undefined) throw unsupported(data, path);
  const items = convert(child, `${path}[]`);
  return { items, field: fieldLike(field, items) };
}

function integer(data: Data, path: string): Data {
  const { isSigned, bitWidth } = data.type as arrow.Int;
  const values = data.values as ArrayLike<number>;
  switch (isSigned ? bitWidth : `u${bitWidth}`) {
    case 8:
      return retyped(data, new arrow.Int8());
    case 16:
      return retyped(data, new arrow.Int16());
    case 32:
      return retyped(data, new arrow.Int32());
    case 64:
      return retyped(data, new arrow.Int64());
    case 'u8':
      return retyped(data, new arrow.Int16(), Int16Array.from(values));
    case 'u16':
      return retyped(data, new arrow.Int32(), Int32Array.from(values));
    case 'u32':
      return retyped(data, new arrow.Int64(), BigInt64Array.from(Array.from(values, BigInt)));
    default: {
      const large = data.values as BigUint64Array;
      const signed = new BigInt64Array(large.buffer, large.byteOffset, large.length);
      if (signed.some((value, index) => value < 0n && index < data.length && data.getValid(index)))
        throw unsupported(data, path);
      return retyped(data, new arrow.Int64(), signed);
    }
  }
}

function date(data: Data): Data {
  if ((data.type as arrow.Date_).unit === arrow.DateUnit.DAY) return retyped(data, new arrow.DateDay());
  const days = Int32Array.from(data.values as BigInt64Array, (ms) => Number(floorDivide(ms, 86_400_000n)));
  return retyped(data, new arrow.DateDay(), days);
}

function microseconds(data: Data, unit: arrow.TimeUnit): BigInt64Array {
  const values = data.values as BigInt64Array;
  switch (unit) {
    case arrow.TimeUnit.SECOND:
      return values.map((s) => s * 1_000_000n);
    case arrow.TimeUnit.MILLISECOND:
      return values.map((ms) => ms * 1000n);
    case arrow.TimeUnit.MICROSECOND:
      return values;
    case arrow.TimeUnit.NANOSECOND:
      return values.map((ns) => floorDivide(ns, 1000n));
  }
}

/** Towards the past also before 1970. */
function floorDivide(value: bigint, by: bigint): bigint {
  return (value - (((value % by) + by) % by)) / by;
}

/** The values of a dictionary's codes. */
function decode(data: Data, path: string): Data {
  const { dictionary } = data;
  const entries: Data | undefined = dictionary?.data[0];
  if (dictionary === undefined || entries === undefined) throw unsupported(data, path);
  const { type } = convert(entries, path);
  // Other entries change between what is read and what is written.
  if (![arrow.Type.Utf8, arrow.Type.LargeUtf8, arrow.Type.Int, arrow.Type.Float].includes(type.typeId))
    throw unsupported(data, path);
  const codes = data.values as ArrayLike<number | bigint>;
  const values = Array.from({ length: data.length }, (_, index): unknown =>
    data.getValid(index) ? dictionary.get(Number(codes[index])) : null,
  );
  const [decoded] = arrow.vectorFromArray(values, type).data;
  if (decoded === undefined) throw unsupported(data, path);
  return decoded;
}

function fieldLike({ name, nullable }: Field, data: Data | undefined): Field {
  return new arrow.Field(name, data?.type ?? new arrow.Null(), nullable);
}

function retyped<T extends DataType>(data: Data, type: T, values: unknown = data.values): Data<T> {
  return rebuilt(data, type, values, []);
}

function nested<T extends DataType>(data: Data, type: T, children: Data[]): Data<T> {
  return rebuilt(data, type, undefined, children);
}

function rebuilt<T extends DataType>(data: Data, type: T, values: unknown, children: Data[]): Data<T> {
  const buffers = [data.valueOffsets, values, data.nullBitmap] as unknown as Data<T>['buffers'];
  return new arrow.Data(type, data.offset, data.length, data.nullCount, buffers, children);
}

function unsupported(data: Data, path: string): SparkArgumentError {
  return new SparkArgumentError(
    `The Arrow column ${JSON.stringify(path.slice(1))} of type ${arrow.Type[data.typeId]} has no Spark type that holds it`,
    'SPARK_DATA_UNSUPPORTED',
  );
}
