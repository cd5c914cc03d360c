import { describe, expect, it } from 'vitest';
import { latencyPercentiles } from '../../src/charts/latency-percentiles.js';
import { renderSvg } from '../../src/charts/render.js';

const curve = (
  name: 'ack' | 'tracker' | 'committed file',
  points: readonly (readonly [number, number])[],
) => ({
  name,
  points: points.map(([percentile, ms]) => ({ percentile, ms })),
});

function positions(points: readonly (readonly [number, number])[]): number[] {
  const { spec } = latencyPercentiles([curve('ack', points)]);
  return (spec.data as { values: { x: number }[] }).values.map(({ x }) => x);
}

describe('latencyPercentiles', () => {
  it('gives each further nine the same width, and the largest value a place after the last', () => {
    const [p90 = 0, p99 = 0, p999 = 0, max = 0] = positions([
      [90, 1],
      [99, 2],
      [99.9, 3],
      [100, 4],
    ]);
    expect(p99 - p90).toBeCloseTo(1);
    expect(p999 - p99).toBeCloseTo(1);
    expect(max - p999).toBeCloseTo(0.5);
  });

  it('starts at the median', () => {
    expect(
      positions([
        [10, 1],
        [50, 2],
      ]),
    ).toHaveLength(1);
  });

  it('draws latencies of zero, and of a minute', async () => {
    const svg = await renderSvg(
      latencyPercentiles([
        curve('ack', [
          [50, 0],
          [100, 0],
        ]),
        curve('committed file', [
          [50, 300],
          [100, 60_000],
        ]),
      ]),
    );
    expect(svg).toContain('100,000');
    expect(svg).not.toContain('tracker');
  });
});
