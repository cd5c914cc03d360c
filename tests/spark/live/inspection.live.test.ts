import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lit } from '../../../src/spark/index.js';
import { onEachServer } from './on-each-server.js';

onEachServer((spark) => {
  const print = vi.spyOn(console, 'log');
  beforeEach(() => print.mockImplementation(() => undefined));
  afterEach(() => print.mockReset());

  test('show prints what Spark prints', async () => {
    const frame = spark().range(2).withColumn('text', lit('a text that is longer than twenty'));
    await frame.show(1);
    expect(print).toHaveBeenCalledWith(
      '+---+--------------------+\n| id|                text|\n+---+--------------------+\n' +
        '|  0|a text that is lo...|\n+---+--------------------+\nonly showing top 1 row',
    );
    expect(await frame.showString({ rows: 1, truncate: false })).toContain('longer than twenty');
    expect(await frame.showString({ truncate: 5 })).toContain('|a ...|');
    expect(await frame.showString({ vertical: true })).toContain('-RECORD 0');
  });

  test('schema, columns, plan', async () => {
    const frame = spark().range(1).selectExpr('id', 'array(struct(id AS a)) AS list');
    expect(await frame.columns()).toEqual(['id', 'list']);
    expect((await frame.schema()).fields[1]).toMatchObject({
      name: 'list',
      nullable: false,
      type: { type: 'array', elementType: { type: 'struct', fields: [{ name: 'a', type: 'long' }] } },
    });
    expect(await frame.explainString()).toContain('== Physical Plan ==');
    expect(await frame.isStreaming()).toBe(false);
  });

  test('types by name, and as a tree', async () => {
    const frame = spark().range(1).selectExpr('id', 'map("a", array(1)) AS m');
    expect(await frame.dtypes()).toEqual([
      ['id', 'bigint'],
      ['m', 'map<string,array<int>>'],
    ]);
    await frame.printSchema();
    expect(print.mock.lastCall?.[0]).toContain('|    |-- value: array');
    await frame.printSchema(1);
    expect(print.mock.lastCall?.[0]).toBe(
      'root\n |-- id: long (nullable = false)\n |-- m: map (nullable = false)\n',
    );
  });

  test('plans by mode', async () => {
    const frame = spark().range(3).filter('id > 1');
    await frame.explain('extended');
    expect(print.mock.lastCall?.[0]).toContain('== Optimized Logical Plan ==');
    expect(await frame.explainString('formatted')).toContain('(1) Range');
  });

  test('what is kept', async () => {
    const frame = spark().range(7).selectExpr('id * 7 AS kept');
    expect(await frame.storageLevel()).toMatchObject({ useMemory: false, useDisk: false });
    expect(await frame.cache()).toBe(frame);
    expect(await frame.storageLevel()).toMatchObject({ useMemory: true, useDisk: true, deserialized: true });
    expect(await frame.count()).toBe(7);
    expect(await frame.explainString()).toContain('InMemoryTableScan');
    await frame.unpersist(true);
    expect(await frame.explainString()).not.toContain('InMemoryTableScan');
    await frame.persist('DISK_ONLY');
    expect(await frame.storageLevel()).toMatchObject({ useMemory: false, useDisk: true, replication: 1 });
    await frame.unpersist();
  });
});
