import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  AnalysisException,
  ArithmeticException,
  ParseException,
  SessionClosedError,
  SparkArgumentError,
  SparkError,
  SparkSession,
  col,
  expr,
  lit,
} from '../../../src/spark/index.js';
import { scratchFolder, servers } from './support.js';

describe.each(servers)('on $name', ({ remote }) => {
  let spark: SparkSession;
  beforeAll(async () => {
    spark = await SparkSession.builder().remote(remote).config('spark.sql.shuffle.partitions', 2).create();
  });
  afterAll(() => spark.stop());

  async function failure(call: Promise<unknown>): Promise<SparkError> {
    const thrown = await call.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(thrown).toBeInstanceOf(SparkError);
    return thrown as SparkError;
  }

  describe('results', () => {
    test('a SELECT, limited, counted', async () => {
      const frame = await spark.sql('SELECT * FROM range(100)');
      const rows = await frame.collect<{ id: bigint }>();
      expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 100 }, (_, id) => BigInt(id)));
      expect(await frame.limit(10).collect()).toHaveLength(10);
      expect(await frame.count()).toBe(100);
      expect(await frame.first()).toEqual({ id: 0n });
      expect(await frame.take(2)).toEqual([{ id: 0n }, { id: 1n }]);
      expect(await frame.limit(0).first()).toBeUndefined();
    });

    test('partitions come in order, each in a batch of its own', async () => {
      const frame = spark.range(0, 10, 1, 3);
      expect((await frame.collect<{ id: bigint }>()).map(({ id }) => Number(id))).toEqual([
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
      ]);
      expect((await frame.toArrow()).batches.map((batch) => batch.numRows)).toEqual([3, 3, 4]);
    });

    test('an empty result keeps its schema', async () => {
      const table = await spark.range(0).toArrow();
      expect(table.numRows).toBe(0);
      expect(table.schema.fields.map((field) => field.name)).toEqual(['id']);
      expect(await spark.range(0).collect()).toEqual([]);
    });

    test('every type', async () => {
      const [row] = await (
        await spark.sql(`SELECT 1Y AS i8, 2S AS i16, 3 AS i32, 4L AS i64, 1.5F AS f, 2.5D AS d, CAST('-12.34' AS DECIMAL(38,2)) AS dec,
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
      const frame = spark.range(1).select('id', 'id');
      await expect(frame.collect()).rejects.toThrow(SparkArgumentError);
      expect((await frame.toArrow()).numCols).toBe(2);
    });

    test('a result of many batches comes whole, row by row too', async () => {
      const frame = spark.range(0, 300_000, 1, 8).selectExpr('id', "repeat('x', 100) AS text");
      let [rows, sum] = [0, 0n];
      for await (const { id, text } of frame.toLocalIterator<{ id: bigint; text: string }>()) {
        rows += 1;
        sum += id;
        if (text.length !== 100) throw new Error(`row ${id} is damaged`);
      }
      expect([rows, sum]).toEqual([300_000, (300_000n * 299_999n) / 2n]);
    });

    test('transformations run on the server', async () => {
      const frame = spark
        .range(10)
        .withColumn('k', col('id').mod(3))
        .filter(col('id').gt(1).and(col('id').ne(5)))
        .groupBy('k')
        .agg(expr('sum(id)').alias('sum'), expr('count(*)').alias('n'))
        .orderBy(col('k').desc());
      expect(await frame.collect()).toEqual([
        { k: 2n, sum: 10n, n: 2n },
        { k: 1n, sum: 11n, n: 2n },
        { k: 0n, sum: 18n, n: 3n },
      ]);
      const other = spark
        .range(2)
        .union(spark.range(2))
        .distinct()
        .select(lit('x').alias('c'), col('id').cast('string'));
      expect(await other.orderBy('id').collect()).toEqual([
        { c: 'x', id: '0' },
        { c: 'x', id: '1' },
      ]);
    });

    test('show prints what Spark prints', async () => {
      const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
      try {
        await spark.range(2).withColumn('text', lit('a text that is longer than twenty')).show({ rows: 1 });
        expect(print).toHaveBeenCalledWith(
          '+---+--------------------+\n| id|                text|\n+---+--------------------+\n' +
            '|  0|a text that is lo...|\n+---+--------------------+\nonly showing top 1 row',
        );
      } finally {
        print.mockRestore();
      }
      expect(await spark.range(1).showString({ vertical: true })).toContain('-RECORD 0');
    });

    test('schema, columns, plan', async () => {
      const frame = spark.range(1).selectExpr('id', 'array(struct(id AS a)) AS list');
      expect(await frame.columns()).toEqual(['id', 'list']);
      expect((await frame.schema()).fields[1]).toMatchObject({
        name: 'list',
        nullable: false,
        type: { type: 'array', elementType: { type: 'struct', fields: [{ name: 'a', type: 'long' }] } },
      });
      expect(await frame.explainString()).toContain('== Physical Plan ==');
      expect(await frame.isStreaming()).toBe(false);
    });
  });

  describe('SQL', () => {
    test('arguments by name and by place are values, not text', async () => {
      const named = await spark.sql('SELECT :a AS a, :b + 1 AS b', { a: "it's; DROP", b: 41 });
      expect(await named.collect()).toEqual([{ a: "it's; DROP", b: 42 }]);
      const when = new Date('2024-01-02T03:04:05.678Z');
      const placed = await spark.sql('SELECT ? AS a, ? AS b, ? AS c, ? AS d', [
        when,
        2n ** 40n,
        null,
        [1, 2],
      ]);
      expect(await placed.collect()).toEqual([{ a: when, b: 2n ** 40n, c: null, d: [1, 2] }]);
    });

    test('a command runs once, however often its frame is used', async () => {
      await using folder = await scratchFolder();
      const table = 'run_once';
      await spark.sql(`CREATE TABLE ${table} (id BIGINT) USING parquet LOCATION '${folder.path}/t'`);
      try {
        const inserted = await spark.sql(`INSERT INTO ${table} VALUES (1)`);
        await inserted.collect();
        await inserted.collect();
        expect(await spark.table(table).collect()).toEqual([{ id: 1n }]);
      } finally {
        await spark.sql(`DROP TABLE ${table}`);
      }
    });

    test('views live in the session', async () => {
      await spark.range(3).createOrReplaceTempView('three');
      await spark.range(4).createOrReplaceTempView('three');
      expect(await spark.table('three').count()).toBe(4);
      const other = await SparkSession.builder().remote(remote).create();
      expect(await failure(other.table('three').collect())).toBeInstanceOf(AnalysisException);
      await other.stop();
    });
  });

  describe('errors', () => {
    test('an unknown table', async () => {
      const error = await failure(spark.sql('SELECT * FROM nope_tbl').then((frame) => frame.collect()));
      expect(error).toBeInstanceOf(AnalysisException);
      expect(error).toMatchObject({
        errorClass: 'TABLE_OR_VIEW_NOT_FOUND',
        sqlState: '42P01',
        messageParameters: { relationName: '`nope_tbl`' },
        queryContexts: [{ fragment: 'nope_tbl', startIndex: 14, stopIndex: 21 }],
      });
      expect(error.serverStackTrace).toContain('org.apache.spark');
    });

    test('a text that is no SQL', async () => {
      const error = await failure(spark.sql('SELEC 1'));
      expect(error).toBeInstanceOf(ParseException);
      expect(error).toBeInstanceOf(AnalysisException);
      expect(error).toMatchObject({ errorClass: 'PARSE_SYNTAX_ERROR', sqlState: '42601' });
    });

    test('a message that is longer than a trailer', async () => {
      const error = await failure(
        spark
          .range(1)
          .select(col('x'.repeat(20_000)))
          .collect(),
      );
      expect(error.errorClass).toBe('UNRESOLVED_COLUMN.WITH_SUGGESTION');
      expect(error.message.length).toBeGreaterThan(20_000);
      expect(Object.keys(error.messageParameters)).toContain('objectName');
    });

    test('of the running query', async () => {
      const error = await failure(spark.range(1).selectExpr('1 / id').collect());
      expect(error).toBeInstanceOf(ArithmeticException);
      expect(error).toMatchObject({ errorClass: 'DIVIDE_BY_ZERO', sqlState: '22012' });
    });
  });

  test('settings', async () => {
    await spark.conf.set('spark.sql.shuffle.partitions', 7);
    expect(await spark.conf.get('spark.sql.shuffle.partitions')).toBe('7');
    expect(await failure(spark.conf.get('no.such.key'))).toMatchObject({ errorClass: 'SQL_CONF_NOT_FOUND' });
    expect(await spark.conf.get('no.such.key', 'other')).toBe('other');
    expect(await spark.conf.isModifiable('spark.sql.shuffle.partitions')).toBe(true);
    expect(await spark.conf.isModifiable('spark.sql.warehouse.dir')).toBe(false);
    expect(await failure(spark.conf.set('spark.sql.warehouse.dir', 'x'))).toMatchObject({
      errorClass: 'CANNOT_MODIFY_CONFIG',
    });
    expect(await spark.conf.getAll('spark.sql.shuffle.')).toMatchObject({
      'spark.sql.shuffle.partitions': '7',
    });
    await spark.conf.unset('spark.sql.shuffle.partitions');
    expect(await spark.conf.get('spark.sql.shuffle.partitions')).not.toBe('7');
    expect(await spark.version()).toMatch(/^4\./);
  });

  describe('createDataFrame', () => {
    test('gives the same rows, strings as strings', async () => {
      const rows = [
        { a: 1n, b: 'x', c: new Date(1_700_000_000_007), d: [1.5, null], e: { f: true } },
        { a: 2n, b: null, c: null, d: null, e: null },
      ];
      const frame = spark.createDataFrame(rows);
      expect(await frame.collect()).toEqual(rows);
      expect((await frame.schema()).fields.map(({ type }) => type).slice(0, 3)).toEqual([
        'long',
        'string',
        'timestamp',
      ]);
    });

    test('takes a schema, which renames and casts by position', async () => {
      const frame = spark.createDataFrame(
        [
          { a: 1, b: 'x' },
          { a: 2, b: null },
        ],
        'id INT, name STRING',
      );
      expect(await frame.collect()).toEqual([
        { id: 1, name: 'x' },
        { id: 2, name: null },
      ]);
      const same = spark.createDataFrame([{ a: 1, b: 'x' }], await frame.schema());
      expect(await same.columns()).toEqual(['id', 'name']);
      expect(await spark.createDataFrame([], 'id INT').collect()).toEqual([]);
      const error = await failure(spark.createDataFrame([{ a: 1, b: 'x' }], 'id INT').collect());
      expect(error.errorClass).toBe('ASSIGNMENT_ARITY_MISMATCH');
    });
  });

  test('files are written by mode and partition, and read back', async () => {
    await using folder = await scratchFolder();
    const path = `${folder.path}/json`;
    const frame = spark.range(4).withColumn('p', col('id').mod(2));
    await frame.write.partitionBy('p').json(path);
    expect(await failure(frame.write.json(path))).toMatchObject({ errorClass: 'PATH_ALREADY_EXISTS' });
    await frame.write.mode('append').partitionBy('p').json(path);
    const back = spark.read.schema('id BIGINT, p BIGINT').json(path);
    expect(await back.count()).toBe(8);
    expect(await back.where('p = 1').distinct().orderBy('id').collect()).toEqual([
      { id: 1n, p: 1n },
      { id: 3n, p: 1n },
    ]);
    await frame.write.mode('overwrite').option('header', true).csv(`${folder.path}/csv`);
    expect(await spark.read.option('header', true).csv(`${folder.path}/csv`).count()).toBe(4);
  });

  describe('interrupting', () => {
    const slow = "java_method('java.lang.Thread', 'sleep', 60000L) AS slept";

    test('by a signal ends the query here and on the server', async () => {
      const controller = new AbortController();
      const result = spark.range(1).selectExpr(slow).collect({ signal: controller.signal });
      setTimeout(() => controller.abort(new Error('enough')), 500);
      await expect(result).rejects.toThrow('enough');
      // The server has nothing left to interrupt.
      await expect.poll(() => spark.interruptAll(), { timeout: 20_000 }).toEqual([]);
    });

    test('by tag ends what has the tag', async () => {
      spark.addTag('slow');
      const result = failure(spark.range(1).selectExpr(slow).collect());
      spark.removeTag('slow');
      let ended = false;
      void result.then(() => (ended = true));
      const interrupted = new Set<string>();
      // The server answers with the operation and yet misses it when the interrupt comes before its first job.
      const interrupt = async () => {
        for (const operation of await spark.interruptTag('slow')) interrupted.add(operation);
        return ended;
      };
      await expect.poll(interrupt, { timeout: 20_000 }).toBe(true);
      expect(interrupted.size).toBe(1);
      expect(await result).toMatchObject({ errorClass: 'OPERATION_CANCELED', sqlState: 'HY008' });
      expect(await spark.interruptTag('other')).toEqual([]);
    });

    test('by leaving the loop ends the query on the server', async () => {
      const rows = spark.range(0, 5_000_000, 1, 20).toLocalIterator();
      await rows.next();
      await rows.return();
      await expect.poll(() => spark.interruptAll(), { timeout: 20_000 }).toEqual([]);
    });
  });

  test('a stopped session fails here, and its process has nothing left to wait for', async () => {
    const sockets = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
    const before = sockets();
    const other = await SparkSession.builder().remote(remote).create();
    await other.range(1).collect();
    await other.stop();
    await other.stop();
    await expect(other.range(1).collect()).rejects.toThrow(SessionClosedError);
    await expect.poll(sockets).toBeLessThanOrEqual(before);
  });

  test('getOrCreate gives the open session of the same remote, else a new one', async () => {
    const builder = () => SparkSession.builder().remote(`${remote}/;user_agent=same`);
    const one = await builder().getOrCreate();
    expect(await builder().config('spark.sql.shuffle.partitions', 3).getOrCreate()).toBe(one);
    expect(await one.conf.get('spark.sql.shuffle.partitions')).toBe('3');
    await one.stop();
    const two = await builder().getOrCreate();
    expect(two.sessionId).not.toBe(one.sessionId);
    await two.stop();
  });
});
