import { describe, expect, it } from 'vitest';
import { batches } from '../../src/charts/batches.js';
import { renderSvg } from '../../src/charts/render.js';

const run = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    batch_id: i,
    second: i * 0.25 - 1,
    rows: 3 + (i % 4),
    duration_ms: 150 + (i % 60),
  }));

describe('batches', () => {
  it('sums up the thousands of a long run', async () => {
    const svg = await renderSvg(batches(run(2400)));
    expect(svg).toContain('Line: median of 5 s.');
    expect(svg.length).toBeLessThan(60_000);
  });

  it('takes the batches of a day', async () => {
    expect(await renderSvg(batches(run(400_000)))).toContain('Line: median of');
  });

  it('shows each of a short run', async () => {
    const svg = await renderSvg(batches(run(100)));
    expect(svg).not.toContain('median');
    expect(svg.match(/fill="#0b4f6c"/g)).toHaveLength(100);
  });
});
