import { tableFromIPC } from 'apache-arrow';
import { describe, expect, test } from 'vitest';
import { rowsToArrow } from '../../../src/spark/arrow/local.js';
import { tableToRows } from '../../../src/spark/arrow/rows.js';

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
    ['row.c holds', [new Map()]],
  ])('%s', (message, values) => {
    expect(() => rowsToArrow(values.map((c) => ({ c })))).toThrow(message);
  });
});
