import { IntervalUnit, Type } from 'apache-arrow';
import type { Data, DataType, Decimal, Field, Interval, Struct } from 'apache-arrow';
import { SparkProtocolError } from '../errors.js';

type Offsets = ArrayLike<number | bigint>;
type NumberArray = Int32Array | BigInt64Array | Float64Array;

/** The values of one column of one batch, null where there is none. Reads the buffers: far faster than a getter per cell. */
export function columnValues(data: Data): unknown[] {
  const values = read(data);
  // A column of nothing but NULL has no bitmap.
  if (data.nullCount > 0 && data.typeId !== Type.Null) {
    const { nullBitmap, offset } = data;
    for (let index = 0; index < data.length; index++) {
      if (!bit(nullBitmap, offset + index)) values[index] = null;
    }
  }
  return values;
}

function read(data: Data): unknown[] {
  const reader = readers[data.typeId];
  if (reader === undefined) throw unreadable(data);
  return reader(data);
}

const readers: { readonly [T in Type]?: (data: Data) => unknown[] } = {
  [Type.Null]: (data) => new Array<null>(data.length).fill(null),
  [Type.Int]: numbers,
  [Type.Float]: numbers,
  // Day-time intervals, in microseconds.
  [Type.Duration]: numbers,
  // Year-month intervals, in months. The other units have several numbers a value.
  [Type.Interval]: (data) => {
    if ((data.type as Interval).unit === IntervalUnit.YEAR_MONTH) return numbers(data);
    throw unreadable(data);
  },
  [Type.Bool]: (data) => fill(data.length, (index) => bit(data.values as Uint8Array, data.offset + index)),
  [Type.Utf8]: strings,
  [Type.LargeUtf8]: strings,
  [Type.Binary]: binaries,
  [Type.LargeBinary]: binaries,
  [Type.Decimal]: (data) => decimals(data as Data<Decimal>),
  [Type.Date]: (data) => numbers(data).map((days) => new Date(Number(days) * 86_400_000)),
  [Type.Timestamp]: (data) => numbers(data).map((us) => new Date(milliseconds(us as bigint))),
  [Type.List]: (data) => {
    const items = columnValues(child(data, 0));
    return slices(data, (start, end) => items.slice(start, end));
  },
  [Type.Struct]: (data) => structs(data as Data<Struct>),
  [Type.Map]: (data) => {
    const [keys = [], values = []] = child(data, 0).children.map(columnValues);
    return slices(
      data,
      (start, end) => new Map(keys.slice(start, end).map((key, index) => [key, values[start + index]])),
    );
  },
};

function numbers(data: Data): unknown[] {
  return Array.from<unknown>((data.values as NumberArray).subarray(0, data.length));
}

/** Rounded down. Microseconds since 1970 are beyond what a number holds exactly from the year 2255 on. */
function milliseconds(us: bigint): number {
  const approximate = Number(us);
  if (Number.isSafeInteger(approximate)) return Math.floor(approximate / 1000);
  return Number((us - (((us % 1000n) + 1000n) % 1000n)) / 1000n);
}

function binaries(data: Data): Uint8Array[] {
  return slices(data, (start, end) => (data.values as Uint8Array).slice(start, end));
}

/** ASCII columns are decoded in one go and cut up, which is several times as fast as string by string. */
function strings(data: Data): string[] {
  const bytes = data.values as Uint8Array;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const offsets = data.valueOffsets as Offsets;
  const start = Number(offsets[0] ?? 0);
  const end = Number(offsets[data.length] ?? 0);
  const text = buffer.toString('utf8', start, end);
  if (text.length === end - start) return slices(data, (from, to) => text.slice(from - start, to - start));
  return slices(data, (from, to) => buffer.toString('utf8', from, to));
}

function decimals(data: Data<Decimal>): string[] {
  const words = data.values;
  const stride = data.type.bitWidth / 32;
  return fill(data.length, (index) => {
    let unscaled = 0n;
    for (let word = stride - 1; word >= 0; word--) {
      unscaled = (unscaled << 32n) | BigInt(words[index * stride + word] ?? 0);
    }
    return formatDecimal(BigInt.asIntN(data.type.bitWidth, unscaled), data.type.scale);
  });
}

/** Exact: 12345 of scale 2 is "123.45". */
function formatDecimal(unscaled: bigint, scale: number): string {
  const sign = unscaled < 0n ? '-' : '';
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const point = digits.length - scale;
  return scale > 0 ? `${sign}${digits.slice(0, point)}.${digits.slice(point)}` : `${sign}${digits}`;
}

function structs(data: Data<Struct>): Record<string, unknown>[] {
  const names = data.type.children.map((field: Field<DataType>) => field.name);
  const columns = data.children.map((column) => columnValues(column));
  return fill(data.length, (index) =>
    Object.fromEntries(names.map((name, column) => [name, columns[column]?.[index]])),
  );
}

function slices<T>(data: Data, cut: (start: number, end: number) => T): T[] {
  const offsets = data.valueOffsets as Offsets;
  return fill(data.length, (index) => cut(Number(offsets[index]), Number(offsets[index + 1])));
}

function child(data: Data, index: number): Data {
  const found = data.children[index];
  if (found === undefined) throw unreadable(data);
  return found;
}

function unreadable(data: Data): SparkProtocolError {
  return new SparkProtocolError(
    `A column of the Arrow type ${Type[data.typeId]} cannot be read as rows: use toArrow()`,
  );
}

function fill<T>(length: number, value: (index: number) => T): T[] {
  const values = new Array<T>(length);
  for (let index = 0; index < length; index++) values[index] = value(index);
  return values;
}

function bit(bitmap: Uint8Array, index: number): boolean {
  return (((bitmap[index >> 3] ?? 0) >> (index & 7)) & 1) === 1;
}
