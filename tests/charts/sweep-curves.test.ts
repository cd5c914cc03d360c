import { describe, expect, it } from 'vitest';
import { sweepCurves } from '../../src/charts/sweep-curves.js';
import { renderSvg } from '../../src/charts/render.js';

const point = (x: number, series: string, median: number) => ({
  x,
  series,
  median,
  low: median * 0.9,
  high: median * 1.2,
});
const draw = (points: readonly ReturnType<typeof point>[]) =>
  renderSvg(sweepCurves({ xTitle: 'Events per second', yTitle: 'Latency (ms)', points }));

describe('sweepCurves', () => {
  it('draws a line for each series, with both axes named', async () => {
    const svg = await draw([
      point(20, 'p50', 170),
      point(5000, 'p50', 230),
      point(20, 'p99', 250),
      point(5000, 'p99', 460),
    ]);
    for (const text of ['Events per second', 'Latency (ms)', 'p50', 'p99', '5,000'])
      expect(svg).toContain(`>${text}<`);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    // The legend is as strong as the lines.
    const symbol = /<path[^>]*>/.exec(svg.slice(svg.indexOf('role-legend-symbol')));
    expect(symbol?.[0]).toContain('opacity="1"');
  });

  it('names every line whole, and draws no two alike', async () => {
    const names = [1, 2, 6, 12].flatMap((partitions) =>
      ['events sent', 'rows processed', 'p99'].map((figure) => `${figure}, partitions ${partitions}`),
    );
    const svg = await draw(
      names.flatMap((name, line) => [point(20, name, line + 1), point(220, name, line + 2)]),
    );
    for (const name of names) expect(svg).toContain(`>${name}<`);
    const symbols = svg.slice(svg.indexOf('role-legend-symbol')).matchAll(/<path[^>]*stroke="[^"]+"[^>]*>/g);
    const looks = [...symbols]
      .slice(0, names.length)
      .map(([path]) =>
        [/ stroke="[^"]+"/, / stroke-dasharray="[^"]+"/].map((look) => look.exec(path)?.[0]).join(),
      );
    expect(new Set(looks).size).toBe(names.length);
  });

  it('takes values from zero on, and says so when there are none', async () => {
    expect(await draw([point(0, 'p50', 200), point(5, 'p50', 2700)])).not.toMatch(/NaN|Infinity/);
    expect(await draw([])).toContain('No data: no run measured it');
  });
});
