import { expect, test } from 'vitest';
import { SparkArgumentError } from '../../../src/spark/index.js';
import { onEachServer } from './on-each-server.js';

onEachServer((spark) => {
  test('a SELECT, limited, counted', async () => {
    const frame = await spark().sql('SELECT * FROM range(100)');
    const rows = await frame.collect<{ id: bigint }>();
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 100 }, (_, id) => BigInt(id)));
    expect(await frame.limit(10).collect()).toHaveLength(10);
    expect(await frame.count()).toBe(100);
    expect(await frame.first()).toEqual({ id: 0n });
    expect(await frame.take(2)).toEqual([{ id: 0n }, { id: 1n }]);
    expect(await frame.limit(0).first()).toBeUndefined();
  });

  test('partitions come in order, each in a batch of its own', async () => {
    const frame = spark().range(0, 10, 1, 3);
    expect((await frame.collect<{ id: bigint }>()).map(({ id }) => Number(id))).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    expect((await frame.toArrow()).batches.map((batch) => batch.numRows)).toEqual([3, 3, 4]);
  });

  test('an empty result keeps its schema', async () => {
    const table = await spark().range(0).toArrow();
    expect(table.numRows).toBe(0);
    expect(table.schema.fields.map((field) => field.name)).toEqual(['id']);
    expect(await spark().range(0).collect()).toEqual([]);
  });

  test('every type', async () => {
    const [row] = await (
      await spark()
        .sql(`SELECT 1Y AS i8, 2S AS i16, 3 AS i32, 4L AS i64, 1.5F AS f, 2.5D AS d, CAST('-12.34' AS DECIMAL(38,2)) AS dec,
        'ä€👍' AS s, true AS b, X'0102' AS bin, DATE'2024-02-29' AS dt, TIMESTAMP'1969-12-31 23:59:59.999Z' AS t,
        TIMESTAMP_NTZ'2024-01-02 03:04:05' AS ntz, INTERVAL '1-2' YEAR TO MONTH AS ym, INTERVAL '1 02:03:04' DAY TO SECOND AS ds,
        array(1, null) AS l, map('k', 1L) AS m, struct(1 AS p, 'q' AS q) AS st, NULL AS n, CAST(NULL AS STRING) AS ns`)
    ).collect();
    expect(row).toEqual({
      i8: 1,
      i16: 2,
      i32: 3,
      i64: 4n,
      f: 1.5,
      d: 2.5,
      dec: '-12.34',
      s: 'ä€👍',
      b: true,
      bin: Uint8Array.of(1, 2),
      dt: new Date('2024-02-29T00:00:00Z'),
      t: new Date('1969-12-31T23:59:59.999Z'),
      ntz: new Date('2024-01-02T03:04:05Z'),
      ym: 14,
      ds: 93_784_000_000n,
      l: [1, null],
      m: new Map([['k', 1n]]),
      st: { p: 1, q: 'q' },
      n: null,
      ns: null,
    });
  });

  test('equal column names are refused as rows, not as Arrow', async () => {
    const frame = spark().range(1).select('id', 'id');
    await expect(frame.collect()).rejects.toThrow(SparkArgumentError);
    expect((await frame.toArrow()).numCols).toBe(2);
  });

  test('a result of many batches comes whole, row by row too', async () => {
    const frame = spark().range(0, 300_000, 1, 8).selectExpr('id', "repeat('x', 100) AS text");
    let [rows, sum] = [0, 0n];
    for await (const { id, text } of frame.toLocalIterator<{ id: bigint; text: string }>()) {
      rows += 1;
      sum += id;
      if (text.length !== 100) throw new Error(`row ${id} is damaged`);
    }
    expect([rows, sum]).toEqual([300_000, (300_000n * 299_999n) / 2n]);
  });
});
