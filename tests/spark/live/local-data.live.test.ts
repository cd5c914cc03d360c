import * as arrow from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SparkSession } from '../../../src/spark/index.js';
import { countingSession, servers } from './support.js';

describe.each(servers)('on $name', ({ remote }) => {
  let spark: SparkSession;
  const counts: Record<string, number> = {};
  beforeAll(() => {
    spark = countingSession(remote, counts);
  });
  afterAll(() => spark.stop());

  test('rows as arrays take names and types from the schema', async () => {
    const rows = [
      [1, 'a', 2.5],
      [2, null, -0.01],
    ];
    const frame = spark.createDataFrame(rows, 'id INT, name STRING, price DECIMAL(10, 2)');
    expect(await frame.collect()).toEqual([
      { id: 1, name: 'a', price: '2.50' },
      { id: 2, name: null, price: '-0.01' },
    ]);
  });

  test('Arrow data with dictionaries, milliseconds and unsigned integers arrive as what they mean', async () => {
    const when = new Date('2024-05-06T07:08:09.010Z');
    const table = new arrow.Table({
      word: arrow.vectorFromArray(['x', null, 'x']),
      when: arrow.vectorFromArray([when, null, when], new arrow.TimestampMillisecond('UTC')),
      wall: arrow.vectorFromArray([when, when, null]),
      day: arrow.vectorFromArray([new Date('2024-02-29'), null, null], new arrow.DateMillisecond()),
      small: arrow.vectorFromArray([255, 0, null], new arrow.Uint8()),
      list: arrow.vectorFromArray(
        [['a'], [], null],
        new arrow.List(new arrow.Field('e', new arrow.Utf8(), true)),
      ),
    });
    const frame = spark.createDataFrame(table);
    expect((await frame.schema()).fields.map(({ type }) => type).slice(0, 5)).toEqual([
      'string',
      'timestamp',
      'timestamp_ntz',
      'date',
      'short',
    ]);
    expect(await frame.collect()).toEqual([
      { word: 'x', when, wall: when, day: new Date('2024-02-29'), small: 255, list: ['a'] },
      { word: null, when: null, wall: when, day: null, small: 0, list: [] },
      { word: 'x', when, wall: null, day: null, small: null, list: null },
    ]);
  });

  test('what toArrow gives can be sent back', async () => {
    const sql =
      "SELECT id, 'é' AS s, id / 2 AS d, CAST(id AS DECIMAL(38, 3)) AS n, array(id) AS l, map('k', id) AS m, " +
      "named_struct('a', id, 'b', X'00FF') AS o, DATE'1969-12-31' AS day, INTERVAL '1' MONTH AS i FROM range(3)";
    const frame = await spark.sql(sql);
    const back = spark.createDataFrame(await frame.toArrow());
    expect(await back.collect()).toEqual(await frame.collect());
  });

  test('data beyond 64 MiB are sent once, before the first query, and used by all', async () => {
    const text = 'é'.repeat(512 * 1024);
    const frame = spark.createDataFrame(Array.from({ length: 66 }, (_, id) => ({ id, text })));
    expect(counts['AddArtifacts']).toBeUndefined();
    expect(await frame.selectExpr('sum(id) AS ids', 'sum(length(text)) AS letters').collect()).toEqual([
      { ids: 2145n, letters: BigInt(66 * 512 * 1024) },
    ]);
    expect(await frame.columns()).toEqual(['id', 'text']);
    expect(await frame.count()).toBe(66);
    expect(counts).toMatchObject({ ArtifactStatus: 1, AddArtifacts: 1 });
  });
});
