import { expect, test } from 'vitest';
import { failure } from '../support/failure.js';
import { onEachServer } from './on-each-server.js';

onEachServer((spark) => {
  test('gives the same rows, strings as strings', async () => {
    const rows = [
      { a: 1n, b: 'x', c: new Date(1_700_000_000_007), d: [1.5, null], e: { f: true } },
      { a: 2n, b: null, c: null, d: null, e: null },
    ];
    const frame = spark().createDataFrame(rows);
    expect(await frame.collect()).toEqual(rows);
    expect((await frame.schema()).fields.map(({ type }) => type).slice(0, 3)).toEqual([
      'long',
      'string',
      'timestamp',
    ]);
  });

  test('takes a schema, which renames and casts by position', async () => {
    const frame = spark().createDataFrame(
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
    const same = spark().createDataFrame([{ a: 1, b: 'x' }], await frame.schema());
    expect(await same.columns()).toEqual(['id', 'name']);
    expect(await spark().createDataFrame([], 'id INT').collect()).toEqual([]);
    const error = await failure(
      spark()
        .createDataFrame([{ a: 1, b: 'x' }], 'id INT')
        .collect(),
    );
    expect(error.errorClass).toBe('ASSIGNMENT_ARITY_MISMATCH');
  });
});
