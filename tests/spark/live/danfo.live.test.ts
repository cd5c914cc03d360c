import { expect, test, vi } from 'vitest';
import { onEachServer } from './on-each-server.js';

onEachServer((spark) => {
  test('a frame of danfo', async () => {
    const print = vi.spyOn(console, 'log');
    const frame = await spark().sql(
      `SELECT * FROM VALUES (1L, 1.25, 'x', true, TIMESTAMP'2026-01-02 03:04:05Z', NULL), (NULL, 2.50, 'y', NULL, NULL, 2)
       AS t(big, decimal, text, flag, time, int)`,
    );
    const danfo = await frame.toDanfo();
    expect(danfo.columns).toEqual(['big', 'decimal', 'text', 'flag', 'time', 'int']);
    expect(danfo.values).toEqual([
      [1, 1.25, 'x', true, new Date('2026-01-02T03:04:05Z'), null],
      [null, 2.5, 'y', null, null, 2],
    ]);
    expect(danfo.dtypes).toEqual(['float32', 'float32', 'string', 'boolean', 'datetime', 'float32']);
    expect(danfo.column('decimal').mean()).toBe(1.875);
    expect(danfo.column('big').sum()).toBe(1);
    expect(print).not.toHaveBeenCalled();
    print.mockRestore();
  });

  test('a frame without rows has its columns', async () => {
    const danfo = await spark().range(0).toDanfo();
    expect([danfo.columns, danfo.dtypes, danfo.shape]).toEqual([['id'], ['float32'], [0, 1]]);
  });
});
