import { Data, Type } from 'apache-arrow';

type Numbers = Int32Array | BigInt64Array;

const withoutValues = new Set([Type.Null, Type.Struct, Type.List, Type.Map]);
const texts = new Set([Type.Utf8, Type.LargeUtf8, Type.Binary, Type.LargeBinary]);

/** The rows of all parts, which are of one type, as one part: Spark 4.0 reads only the first batch of an Arrow stream. */
export function merge(parts: readonly Data[]): Data {
  const [first] = parts;
  if (first === undefined) throw new RangeError('There are no parts to merge');
  if (parts.length === 1) return first;
  const isValid = (part: Data, index: number) => part.getValid(index);
  const nullCount = sum(parts.map((part) => part.nullCount));
  const buffers = [offsets(parts), values(parts), nullCount === 0 ? undefined : bits(parts, isValid)];
  const children = first.children.map((_, index) => merge(parts.map((part) => childOf(part, index))));
  const length = sum(parts.map((part) => part.length));
  return new Data(first.type, 0, length, nullCount, buffers as unknown as Data['buffers'], children);
}

function values(parts: readonly Data[]): unknown {
  const type = parts[0]?.typeId ?? Type.Null;
  if (withoutValues.has(type)) return undefined;
  if (type === Type.Bool)
    return bits(parts, ({ values, offset }, index) => bit(values as Uint8Array, offset + index));
  const used = texts.has(type) ? usedBy : ({ length, stride }: Data) => [0, length * stride] as const;
  return concat(parts.map((part) => (part.values as Numbers).subarray(...used(part))));
}

/** Where each text or list begins and the last one ends, counted on over the parts. */
function offsets(parts: readonly Data[]): Numbers | undefined {
  const first = parts[0]?.valueOffsets as Numbers | undefined;
  if (first === undefined) return undefined;
  let before = 0;
  const shifted = parts.map((part) => {
    const [start, end] = usedBy(part);
    const own = (part.valueOffsets as Numbers).subarray(1, part.length + 1);
    const by = before - start;
    before += end - start;
    return own instanceof BigInt64Array ? own.map((at) => at + BigInt(by)) : own.map((at) => at + by);
  });
  return concat([first instanceof BigInt64Array ? new BigInt64Array(1) : new Int32Array(1), ...shifted]);
}

function childOf(part: Data, index: number): Data {
  const child = part.children[index] as Data;
  if ((part.valueOffsets as Numbers | undefined) === undefined) return child;
  const [start, end] = usedBy(part);
  return child.slice(start, end - start);
}

/** From where to where the texts or lists of the part reach: a part that was cut shares its buffer. */
function usedBy({ valueOffsets, length }: Data): [start: number, end: number] {
  const ends = valueOffsets as Numbers;
  return [Number(ends[0] ?? 0), Number(ends[length] ?? 0)];
}

/** A bitmap of one bit a row. */
function bits(parts: readonly Data[], isSet: (part: Data, index: number) => boolean): Uint8Array {
  const bitmap = new Uint8Array((sum(parts.map((part) => part.length)) + 7) >> 3);
  let at = 0;
  for (const part of parts) {
    for (let index = 0; index < part.length; index++, at++)
      if (isSet(part, index)) bitmap[at >> 3] = (bitmap[at >> 3] ?? 0) | (1 << (at & 7));
  }
  return bitmap;
}

function bit(bitmap: Uint8Array, index: number): boolean {
  return (((bitmap[index >> 3] ?? 0) >> (index & 7)) & 1) === 1;
}

function concat(arrays: readonly Numbers[]): Numbers {
  const TypedArray = arrays[0]?.constructor as new (length: number) => Int32Array;
  const all = new TypedArray(sum(arrays.map(({ length }) => length)));
  let at = 0;
  for (const array of arrays as Int32Array[]) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
