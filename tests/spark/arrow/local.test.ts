import { tableFromIPC } from 'apache-arrow';
import { describe, expect, test } from 'vitest';
import { rowsToArrow } from '../../../src/spark/arrow/local.js';
import { tableToRows } from '../../../src/spark/arrow/rows.js';
import type { DataType, StructField, StructType } from '../../../src/spark/types.js';

function typesOf(rows: readonly object[]): Record<string, string> {
  const { fields } = tableFromIPC(rowsToArrow(rows)).schema;
  return Object.fromEntries(fields.map((field) => [field.name, String(field.type)]));
}

describe('types', () => {
  test.each<[string, unknown[], string]>([
    ['text, never a dictionary of it', ['x', 'x', null], 'Utf8'],
    ['whole numbers', [1, null, 2 ** 40], 'Int64'],
    ['whole numbers and bigint', [1, 2n], 'Int64'],
    ['other numbers', [1, 0.5, NaN], 'Float64'],
    ['numbers beyond what is exact', [2 ** 60], 'Float64'],
    ['boolean', [true, undefined], 'Bool'],
    ['Date', [new Date(0)], 'Timestamp<MICROSECOND, UTC>'],
    ['bytes', [Uint8Array.of(1)], 'Binary'],
    ['nothing', [null, undefined], 'Null'],
    ['arrays', [[1], [], null, [2]], 'List<Int64>'],
    ['maps', [new Map([['k', 1]]), new Map()], 'Map<{key:Utf8, value:Int64}>'],
    ['objects', [{ p: 1 }, { q: 'x' }], 'Struct<{p:Int64, q:Utf8}>'],
  ])('%s', (_, values, type) => {
    expect(typesOf(values.map((c) => ({ c })))).toEqual({ c: type });
  });

  test('columns are all keys in the order of their first appearance', () => {
    expect(Object.keys(typesOf([{ b: 1 }, { a: 1, b: 2 }, { c: 3 }]))).toEqual(['b', 'a', 'c']);
  });
});

test('values come back, with null for a key that a row lacks', () => {
  const rows = [
    { a: 1n, s: 'ä', t: new Date(1_700_000_000_007), l: [1n, null], o: { p: 0.5, q: 'x' }, f: 1 },
    { a: -(2n ** 63n), s: null, t: null, l: null, o: null, f: -0.5 },
    { s: '' },
  ];
  expect(tableToRows(tableFromIPC(rowsToArrow(rows)))).toEqual([
    rows[0],
    rows[1],
    { a: null, s: '', t: null, l: null, o: null, f: null },
  ]);
});

describe('what fits no type is refused, with the path to it', () => {
  test.each<[string, unknown[]]>([
    ['row.c holds text and whole values', ['x', 1]],
    ['row.c holds whole and fraction values', [1n, 0.5]],
    ['row.c[] holds whole and text values', [[1, 'x']]],
    ['row.c.p holds whole and boolean values', [{ p: 1 }, { p: true }]],
    ['row.c holds', [2n ** 63n]],
    ['row.c holds', [() => 1]],
    ['row.c holds', [new Date(NaN)]],
    ['row.c holds', [new Set()]],
  ])('%s', (message, values) => {
    expect(() => rowsToArrow(values.map((c) => ({ c })))).toThrow(message);
  });
});

describe('with a schema', () => {
  const field = (name: string, type: DataType, nullable = true): StructField => ({
    name,
    type,
    nullable,
    metadata: {},
  });
  const schemaOf = (...fields: StructField[]): StructType => ({ type: 'struct', fields });
  const typesIn = (rows: readonly object[], ...fields: StructField[]) =>
    tableFromIPC(rowsToArrow(rows, schemaOf(...fields))).schema.fields.map(
      ({ name, type, nullable }) => `${name} ${String(type)}${nullable ? '' : ' NOT NULL'}`,
    );
  const day = new Date('2024-02-29');

  test('a Date is a day or a wall clock where the schema says so', () => {
    expect(typesIn([{ d: day, n: day }], field('d', 'date'), field('n', 'timestamp_ntz'))).toEqual([
      'd Date32<DAY>',
      'n Timestamp<MICROSECOND>',
    ]);
  });
  test('columns belong to it by name when names are the same, else by position', () => {
    expect(typesIn([{ b: 'x', a: 1 }], field('a', 'integer'), field('b', 'string'))).toEqual([
      'a Int32',
      'b Utf8',
    ]);
    expect(typesIn([{ a: 1, b: 'x' }], field('id', 'short'), field('name', 'string'))).toEqual([
      'id Int16',
      'name Utf8',
    ]);
  });
  test('what the server has to cast keeps its own type', () => {
    expect(typesIn([{ a: 1 }], field('a', 'string'))).toEqual(['a Int64']);
    expect(typesIn([{ a: 300 }], field('a', 'byte'))).toEqual(['a Int64']);
  });
  test.each<[string, unknown, string]>([
    ['an array', [1], 'List<Int64>'],
    ['a Date', day, 'Timestamp<MICROSECOND, UTC>'],
    ['bytes', Uint8Array.of(1), 'Binary'],
    ['a Map', new Map([['x', 1]]), 'Map<{key:Utf8, value:Int64}>'],
  ])('%s for a structure keeps its own type, for the server to judge', (_, value, type) => {
    expect(typesIn([{ a: value }], field('a', schemaOf(field('x', 'long'))))).toEqual([`a ${type}`]);
  });
  test('what has no type of its own is refused for a structure as well', () => {
    const inner = field('a', schemaOf(field('x', 'long')));
    for (const value of [new Set([1]), new DataView(new ArrayBuffer(1))])
      expect(() => typesIn([{ a: value }], inner)).toThrow('No Spark type fits: row.a holds');
  });
  test('an object of a class is a structure', () => {
    class Point {
      readonly x = 1;
    }
    const inner = schemaOf(field('x', 'long', false));
    expect(typesIn([{ a: new Point() }], field('a', inner))).toEqual(['a Struct<{x:Int64}>']);
  });
  test('a column that allows no null is declared so, and a null in it is refused', () => {
    expect(typesIn([{ a: 1 }], field('a', 'long', false))).toEqual(['a Int64 NOT NULL']);
    expect(() => typesIn([{ a: 1 }, { a: null }], field('a', 'long', false))).toThrow('a is null in value 1');
    const list: DataType = { type: 'array', elementType: 'long', containsNull: false };
    expect(() => typesIn([{ a: [1, null] }], field('a', list))).toThrow('a[] is null in value 1');
    const inner = schemaOf(field('x', 'long', false));
    expect(typesIn([{ a: null }, { a: { x: 1 } }], field('a', inner))).toEqual(['a Struct<{x:Int64}>']);
    expect(() => typesIn([{ a: { x: null } }], field('a', inner))).toThrow('a.x is null');
  });
});

test('Dates keep their millisecond in every year', () => {
  const rows = ['5317-11-21T00:21:55.309Z', '0001-01-01T00:00:00.001Z', '1969-12-31T23:59:59.999Z'].map(
    (text) => ({
      t: new Date(text),
    }),
  );
  expect(tableToRows(tableFromIPC(rowsToArrow(rows)))).toEqual(rows);
});
