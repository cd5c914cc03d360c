import { describe, expect, it } from 'vitest';
import { latencyStages } from '../../src/charts/latency-stages.js';
import { renderSvg } from '../../src/charts/render.js';

const STAGES = [
  { stage: 'intended_to_sent', p50: 1, p95: 2, p99: 3, mean: 1.5 },
  { stage: 'batch_start_to_committed', p50: 100, p95: 180, p99: 240, mean: 110 },
  { stage: 'intended_to_committed', p50: 101, p95: 181, p99: 242, mean: 111.5 },
] as const;

describe('latencyStages', () => {
  it('draws the means end to end, the whole below', () => {
    const { spec } = latencyStages([...STAGES]);
    const [means] = (spec as { hconcat: { data: { values: { from: number; to: number }[] } }[] }).hconcat;
    expect(means?.data.values.map(({ from, to }) => [from, to])).toEqual([
      [0, 1.5],
      [1.5, 111.5],
      [0, 111.5],
    ]);
  });

  it('of an earlier version has no means, so its percentiles stand alone, with the names of the stages', async () => {
    const svg = await renderSvg(latencyStages(STAGES.map((stage) => ({ ...stage, mean: undefined }))));
    expect(svg).not.toContain('Means');
    expect(svg).toContain('batch, until committed');
  });

  it('says so when nothing was measured', async () => {
    expect(await renderSvg(latencyStages([]))).toContain('No data: no latency was measured by stages.');
  });
});
