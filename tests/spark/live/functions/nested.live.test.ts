import { expect, test } from 'vitest';
import { functions as F } from '../../../../src/spark/index.js';
import { onEachServer } from '../on-each-server.js';
import { valuesOf } from './values-of.js';

onEachServer((spark) => {
  test('arrays, maps, structs', async () => {
    const row = { xs: [3, 1, 2, 1], ys: [1, 9], k: 'a', v: 5 };
    const values = await valuesOf(spark(), 'xs ARRAY<INT>, ys ARRAY<INT>, k STRING, v INT', row, {
      size: F.size('xs'),
      contains: F.array_contains('xs', 2),
      position: F.array_position('xs', 1),
      element: F.element_at('xs', -1),
      get: F.get('xs', 0),
      slice: F.slice('xs', 2, 2),
      sorted: F.sort_array('xs', false),
      distinct: F.array_distinct('xs'),
      joined: F.array_join(F.array('k', 'k'), '+'),
      removed: F.array_remove('xs', 1),
      appended: F.array_append('ys', 10),
      union: F.array_union('xs', 'ys'),
      overlap: F.arrays_overlap('xs', 'ys'),
      zipped: F.arrays_zip('xs', 'ys').getItem(1).getField('ys'),
      flat: F.flatten(F.array('xs', 'ys')),
      repeated: F.array_repeat('k', 2),
      sequence: F.sequence(F.lit(1), F.lit(5), F.lit(2)),
      max: F.array_max('xs'),
      map: F.create_map('k', 'v'),
      keys: F.map_keys(F.map_from_arrays(F.array('k'), F.array('v'))),
      has: F.map_contains_key(F.create_map('k', 'v'), 'a'),
      struct: F.struct('k', F.col('v').alias('w')),
    });
    expect(values).toEqual({
      size: 4,
      contains: true,
      position: 2n,
      element: 1,
      get: 3,
      slice: [1, 2],
      sorted: [3, 2, 1, 1],
      distinct: [3, 1, 2],
      joined: 'a+a',
      removed: [3, 2],
      appended: [1, 9, 10],
      union: [3, 1, 2, 9],
      overlap: true,
      zipped: 9,
      flat: [3, 1, 2, 1, 1, 9],
      repeated: ['a', 'a'],
      sequence: [1, 3, 5],
      max: 3,
      map: new Map([['a', 5]]),
      keys: ['a'],
      has: true,
      struct: { k: 'a', w: 5 },
    });
  });

  test('functions of items', async () => {
    const row = { xs: [1, 2, 3], ys: [10, 20, 30] };
    const values = await valuesOf(spark(), 'xs ARRAY<INT>, ys ARRAY<INT>', row, {
      transform: F.transform('xs', (x) => x.times(2)),
      indexed: F.transform('xs', (x, i) => x.plus(i)),
      nested: F.transform('xs', (x) => F.transform('ys', (y) => x.plus(y))),
      filter: F.filter('xs', (x) => x.gt(1)),
      exists: F.exists('xs', (x) => x.eq(3)),
      forall: F.forall('xs', (x) => x.lt(3)),
      zip: F.zip_with('xs', 'ys', (x, y) => x.plus(y)),
      sum: F.aggregate('xs', 0, (total, x) => total.plus(x)),
      values: F.transform_values(F.map_from_arrays('xs', 'ys'), (k, v) => k.plus(v)),
      entries: F.map_filter(F.map_from_arrays('xs', 'ys'), (k) => k.gt(2)),
    });
    expect(values).toEqual({
      transform: [2, 4, 6],
      indexed: [1, 3, 5],
      nested: [
        [11, 21, 31],
        [12, 22, 32],
        [13, 23, 33],
      ],
      filter: [2, 3],
      exists: true,
      forall: false,
      zip: [11, 22, 33],
      sum: 6,
      values: new Map([
        [1, 11],
        [2, 22],
        [3, 33],
      ]),
      entries: new Map([[3, 30]]),
    });
  });

  test('JSON and CSV', async () => {
    const row = { j: '{"a": 1, "b": {"c": [true]}}', c: '7,x' };
    const schema = await spark().createDataFrame([], 'a INT, b STRUCT<c: ARRAY<BOOLEAN>>').schema();
    const values = await valuesOf(spark(), 'j STRING, c STRING', row, {
      ddl: F.from_json('j', 'a INT'),
      structure: F.from_json('j', schema),
      array: F.from_json(F.lit('[1]'), 'ARRAY<INT>'),
      example: F.from_json('j', F.schema_of_json('{"a": 1}')),
      strict: F.from_json(F.lit('{"a": "x"}'), 'a INT, _corrupt STRING', {
        columnNameOfCorruptRecord: '_corrupt',
      }),
      written: F.to_json(F.struct(F.lit(1).alias('a'), F.lit(null).alias('n')), { ignoreNullFields: false }),
      path: F.get_json_object('j', '$.b.c[0]'),
      keys: F.json_object_keys('j'),
      csv: F.from_csv('c', 'n INT, s STRING', { sep: ',' }),
      line: F.to_csv(F.struct(F.lit(1), F.lit('x'))),
    });
    expect(values).toEqual({
      ddl: { a: 1 },
      structure: { a: 1, b: { c: [true] } },
      array: [1],
      example: { a: 1n },
      strict: { a: null, _corrupt: '{"a": "x"}' },
      written: '{"a":1,"n":null}',
      path: 'true',
      keys: ['a', 'b'],
      csv: { n: 7, s: 'x' },
      line: '1,x',
    });
    const tuple = spark()
      .createDataFrame([row])
      .select(F.json_tuple('j', 'a', 'b'));
    expect(await tuple.first()).toEqual({ c0: '1', c1: '{"c":[true]}' });
  });
});
