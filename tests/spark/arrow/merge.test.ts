import * as arrow from 'apache-arrow';
import { expect, test } from 'vitest';
import { merge } from '../../../src/spark/arrow/merge.js';

const field = (type: arrow.DataType) => new arrow.Field('f', type, true);
const entries = new arrow.Field(
  'entries',
  new arrow.Struct<{ key: arrow.Utf8; value: arrow.Int32 }>([
    new arrow.Field('key', new arrow.Utf8(), false),
    new arrow.Field('value', new arrow.Int32(), true),
  ]),
  false,
);

test.each<[string, arrow.DataType, unknown[]]>([
  ['numbers', new arrow.Int16(), [1, 2, null, 4, 5, -6, 7, 8, 9]],
  ['numbers of 64 bits', new arrow.Int64(), [1n, null, -(2n ** 63n), 4n]],
  ['booleans', new arrow.Bool(), [true, false, null, true, true, false, true, false, true, null]],
  ['texts', new arrow.Utf8(), ['a', '', 'éé', null, 'long enough', 'z']],
  ['long texts', new arrow.LargeUtf8(), ['a', null, 'bc', 'd']],
  ['nothing', new arrow.Null(), [null, null, null]],
  ['lists', new arrow.List(field(new arrow.Utf8())), [['a', null], [], null, ['b'], ['c', 'd', 'e']]],
  ['structs', new arrow.Struct([field(new arrow.Utf8())]), [{ f: 'a' }, null, { f: null }, { f: 'b' }]],
  ['maps', new arrow.Map_(entries), [new Map([['a', 1]]), new Map(), null, new Map([['b', null]])]],
])('%s', (_, type, items) => {
  const vector = arrow.vectorFromArray(items, type as arrow.Utf8);
  const cut = [vector.slice(0, 1), vector.slice(1, 3), vector.slice(3, 3), vector.slice(3)];
  const merged = merge(cut.flatMap(({ data }) => data));
  expect(merged.length).toBe(items.length);
  expect(JSON.stringify([...new arrow.Vector([merged])], text)).toBe(JSON.stringify([...vector], text));
});

const text = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
