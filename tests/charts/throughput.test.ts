import { describe, expect, it } from 'vitest';
import { renderSvg } from '../../src/charts/render.js';
import { throughput } from '../../src/charts/throughput.js';

const run = (seconds: number) =>
  Array.from({ length: seconds }, (_, second) => ({
    second,
    sent: 12,
    acked: 11 + (second % 2),
    committed: 12,
  }));

interface Value {
  readonly second: number;
  readonly series: string;
  readonly events: number;
}
const valuesOf = (seconds: number, series: string) =>
  (throughput(run(seconds)).spec.data as { values: Value[] }).values.filter(
    (value) => value.series === series,
  );

describe('throughput', () => {
  it('draws each second of a short run, and an end to the last', () => {
    expect(valuesOf(3, 'acknowledged').map(({ second, events }) => [second, events])).toEqual([
      [0, 11],
      [1, 12],
      [2, 11],
      [3, 11],
    ]);
  });

  it('draws means of a long run, and says so', async () => {
    expect(valuesOf(600, 'acknowledged').every(({ events }) => events > 11 && events < 12)).toBe(true);
    expect(await renderSvg(throughput(run(600)))).toContain('Events per second, mean of 5 s');
  });
});
