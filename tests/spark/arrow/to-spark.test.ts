import * as arrow from 'apache-arrow';
import { describe, expect, test } from 'vitest';
import { tableToRows } from '../../../src/spark/arrow/rows.js';
import { toSparkTable } from '../../../src/spark/arrow/to-spark.js';
import { SparkArgumentError } from '../../../src/spark/errors.js';

/** What Spark gets: over the wire and back. */
function converted(vector: arrow.Vector) {
  const table = arrow.tableFromIPC(arrow.tableToIPC(toSparkTable(new arrow.Table({ c: vector })), 'stream'));
  return { type: String(table.schema.fields[0]?.type), values: tableToRows(table).map(({ c }) => c) };
}

const at = (iso: string) => new Date(iso);
const raw = (type: arrow.DataType, data: BigInt64Array | BigUint64Array) =>
  new arrow.Vector([
    arrow.makeData({ type: type as arrow.Int64, data: data as BigInt64Array, nullCount: 0 }),
  ]);

describe('types', () => {
  test.each<[string, arrow.Vector, string, unknown[]]>([
    [
      'dictionaries become their values',
      arrow.vectorFromArray(['x', null, 'y', 'x']),
      'Utf8',
      ['x', null, 'y', 'x'],
    ],
    [
      'dictionaries of numbers too',
      arrow.vectorFromArray([7, 8, 7], new arrow.Dictionary(new arrow.Uint16(), new arrow.Int8())),
      'Int32',
      [7, 8, 7],
    ],
    [
      'milliseconds become microseconds',
      arrow.vectorFromArray([at('1969-12-31T23:59:59.999Z'), null], new arrow.TimestampMillisecond('UTC')),
      'Timestamp<MICROSECOND, UTC>',
      [at('1969-12-31T23:59:59.999Z'), null],
    ],
    [
      'timestamps without a zone stay without one',
      arrow.vectorFromArray([at('2024-05-06T07:08:09.010Z')]),
      'Timestamp<MICROSECOND>',
      [at('2024-05-06T07:08:09.010Z')],
    ],
    [
      'seconds become microseconds',
      raw(new arrow.TimestampSecond('UTC'), BigInt64Array.of(-1n)),
      'Timestamp<MICROSECOND, UTC>',
      [at('1969-12-31T23:59:59Z')],
    ],
    [
      'nanoseconds become microseconds, towards the past',
      raw(new arrow.TimestampNanosecond('UTC'), BigInt64Array.of(-1_000_001n, 1_999_999n)),
      'Timestamp<MICROSECOND, UTC>',
      [at('1969-12-31T23:59:59.998Z'), at('1970-01-01T00:00:00.001Z')],
    ],
    [
      'dates in milliseconds become days',
      arrow.vectorFromArray([at('1969-12-31'), at('2024-02-29')], new arrow.DateMillisecond()),
      'Date32<DAY>',
      [at('1969-12-31'), at('2024-02-29')],
    ],
    ['u8', arrow.vectorFromArray([255], new arrow.Uint8()), 'Int16', [255]],
    ['u16', arrow.vectorFromArray([65_535], new arrow.Uint16()), 'Int32', [65_535]],
    ['u32', arrow.vectorFromArray([2 ** 32 - 1, null], new arrow.Uint32()), 'Int64', [2n ** 32n - 1n, null]],
    ['u64', raw(new arrow.Uint64(), BigUint64Array.of(2n ** 63n - 1n)), 'Int64', [2n ** 63n - 1n]],
    [
      'what Spark reads stays',
      arrow.vectorFromArray([1.5, null], new arrow.Float32()),
      'Float32',
      [1.5, null],
    ],
  ])('%s', (_, vector, type, values) => {
    expect(converted(vector)).toEqual({ type, values });
  });

  test('are converted within lists and structs', () => {
    const strings = new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32());
    const list = new arrow.List(new arrow.Field('item', new arrow.Uint8(), true));
    const type = new arrow.Struct<{ s: typeof strings; l: typeof list }>([
      new arrow.Field('s', strings, true),
      new arrow.Field('l', list, true),
    ]);
    const { type: found, values } = converted(arrow.vectorFromArray([{ s: 'x', l: [1, null] }, null], type));
    expect(found).toBe('Struct<{s:Utf8, l:List<Int16>}>');
    expect(values).toEqual([{ s: 'x', l: [1, null] }, null]);
  });
});

test('a part of a table keeps its rows, and a batch is as good as a table', () => {
  const table = arrow.tableFromArrays({ n: Uint8Array.of(1, 2, 3), s: ['a', 'b', 'c'] });
  expect(tableToRows(toSparkTable(table.slice(1, 3)))).toEqual([
    { n: 2, s: 'b' },
    { n: 3, s: 'c' },
  ]);
  const [batch] = table.batches;
  expect(batch && toSparkTable(batch).numRows).toBe(3);
});

test('a table without rows keeps its columns', () => {
  const empty = new arrow.Table(new arrow.Schema([new arrow.Field('n', new arrow.Uint8(), true)]));
  expect(String(toSparkTable(empty).schema.fields[0]?.type)).toBe('Int16');
});

test('data of another copy of the Arrow library are taken as well', async () => {
  const { createRequire } = await import('node:module');
  const other = createRequire(import.meta.url)('apache-arrow') as typeof arrow;
  expect(other.Table).not.toBe(arrow.Table);
  const table = other.tableFromArrays({ s: ['a', 'b'], n: Int32Array.of(1, 2) });
  const sent = arrow.tableFromIPC(arrow.tableToIPC(toSparkTable(table), 'stream'));
  expect(tableToRows(sent)).toEqual([
    { s: 'a', n: 1 },
    { s: 'b', n: 2 },
  ]);
});

test.each<[string, arrow.Vector]>([
  ['a time of day', arrow.vectorFromArray([1], new arrow.TimeMillisecond())],
  ['half floats', arrow.vectorFromArray([1], new arrow.Float16())],
  ['integers beyond 63 bits', raw(new arrow.Uint64(), BigUint64Array.of(2n ** 63n))],
])('%s: refused, with the column', (_, vector) => {
  const table = new arrow.Table({ c: vector });
  expect(() => toSparkTable(table)).toThrow(SparkArgumentError);
  expect(() => toSparkTable(table)).toThrow('"c"');
});
