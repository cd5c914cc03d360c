import * as arrow from 'apache-arrow';
import { describe, expect, test } from 'vitest';
import { tableToRows } from '../../../src/spark/arrow/rows.js';
import { SparkArgumentError } from '../../../src/spark/errors.js';

/** One column of that type, through the bytes that a server would send. */
function roundTrip(type: arrow.DataType, values: readonly unknown[]): unknown[] {
  const table = new arrow.Table({ c: arrow.vectorFromArray(values, type) });
  return tableToRows(arrow.tableFromIPC(arrow.tableToIPC(table, 'stream'))).map((row) => row['c']);
}

describe('values', () => {
  test.each<[string, arrow.DataType, unknown[]]>([
    ['INT', new arrow.Int32(), [1, null, -7]],
    ['SMALLINT', new arrow.Int16(), [1, null, -7]],
    ['BIGINT', new arrow.Int64(), [1n, null, -(2n ** 63n)]],
    ['DOUBLE', new arrow.Float64(), [0.1, null, NaN, -Infinity]],
    ['BOOLEAN', new arrow.Bool(), [true, null, false, true, true, false, true, false, true]],
    ['STRING of ASCII', new arrow.Utf8(), ['a', '', null, 'bcd']],
    ['STRING of more', new arrow.Utf8(), ['ä', '', null, '€uro', '👍 x', 'plain']],
    ['BINARY', new arrow.Binary(), [Uint8Array.of(1, 2), null, new Uint8Array()]],
    ['ARRAY', new arrow.List(new arrow.Field('e', new arrow.Int32(), true)), [[1, null], [], null, [3]]],
  ])('%s', (_, type, values) => {
    expect(roundTrip(type, values)).toEqual(values);
  });

  test('STRING columns that end in a part of the buffer', () => {
    const table = new arrow.Table({ c: arrow.vectorFromArray(['aa', 'bb', 'cc'], new arrow.Utf8()) });
    expect(tableToRows(table.slice(1, 3))).toEqual([{ c: 'bb' }, { c: 'cc' }]);
  });

  test('TIMESTAMP is the millisecond it falls into, before 1970 too', () => {
    const data = arrow.makeData({
      type: new arrow.TimestampMicrosecond('UTC'),
      data: BigInt64Array.of(1_704_164_645_678_901n, -1n, 0n),
    });
    const rows = tableToRows(new arrow.Table({ c: arrow.makeVector(data) }));
    expect(rows.map((row) => (row['c'] as Date).getTime())).toEqual([1_704_164_645_678, -1, 0]);
  });

  test('DATE is midnight UTC', () => {
    expect(roundTrip(new arrow.DateDay(), [new Date('2024-02-29'), null])).toEqual([
      new Date('2024-02-29'),
      null,
    ]);
  });

  test.each([
    [2, [12345n, -5n, 0n], ['123.45', '-0.05', '0.00']],
    [0, [7n, -7n], ['7', '-7']],
    [38, [10n ** 37n], [`0.1${'0'.repeat(37)}`]],
  ])('DECIMAL of scale %i is exact', (scale, unscaled, texts) => {
    const words = Uint32Array.from(
      unscaled.flatMap((value) => [0n, 32n, 64n, 96n].map((shift) => Number((value >> shift) & 0xffffffffn))),
    );
    const type = new arrow.Decimal(scale, 38, 128);
    const data = arrow.makeData({ type, length: unscaled.length, nullCount: 0, data: words });
    expect(tableToRows(new arrow.Table({ c: arrow.makeVector(data) })).map((row) => row['c'])).toEqual(texts);
  });

  test('STRUCT is an object, MAP a Map', () => {
    const inner = new arrow.Struct([
      new arrow.Field('p', new arrow.Int32(), true),
      new arrow.Field('q', new arrow.Utf8(), true),
    ]);
    expect(roundTrip(inner, [{ p: 1, q: 'x' }, null, { p: null, q: 'y' }])).toEqual([
      { p: 1, q: 'x' },
      null,
      { p: null, q: 'y' },
    ]);
    const entries = new arrow.Struct<{ key: arrow.Utf8; value: arrow.Int32 }>([
      new arrow.Field('key', new arrow.Utf8(), false),
      new arrow.Field('value', new arrow.Int32(), true),
    ]);
    const map = new arrow.Map_(new arrow.Field('entries', entries, false));
    expect(roundTrip(map, [new Map([['a', 1]]), new Map(), null])).toEqual([
      new Map([['a', 1]]),
      new Map(),
      null,
    ]);
  });

  test('NULL', () => {
    expect(roundTrip(new arrow.Null(), [null, null])).toEqual([null, null]);
  });
});

test('rows of a table in several batches keep their order', () => {
  const part = (ids: number[]) => new arrow.Table({ id: arrow.vectorFromArray(ids, new arrow.Int32()) });
  expect(tableToRows(part([1, 2]).concat(part([]), part([3]))).map((row) => row['id'])).toEqual([1, 2, 3]);
});

test('equal column names are refused, because an object would keep only one', () => {
  const field = new arrow.Field('a', new arrow.Int32(), true);
  const child = arrow.makeData({ type: new arrow.Int32(), data: Int32Array.of(1) });
  const data = arrow.makeData({
    type: new arrow.Struct([field, field]),
    length: 1,
    nullCount: 0,
    children: [child, child],
  });
  const table = new arrow.Table(new arrow.RecordBatch(new arrow.Schema([field, field]), data));
  expect(() => tableToRows(table)).toThrow(SparkArgumentError);
});
