import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xorshift128plus } from 'pure-rand/generator/xorshift128plus';
import { describe, expect, it } from 'vitest';
import { percentileSample, rateSample, bootstrapRatioInterval } from '../../src/stats/block-bootstrap.js';
import { latencyHistogram } from '../../src/stats/percentiles.js';

/** Twenty blocks of fifty latencies around a middle; what happens to a block happens to all of its latencies. */
function blocksAround(ms: number, seed: number, blocks = 20) {
  const random = xorshift128plus(seed);
  const draw = () => uniformInt(random, 0, 1_000_000) / 1_000_000;
  return Array.from({ length: blocks }, () => {
    const histogram = latencyHistogram();
    const level = 0.9 + 0.2 * draw();
    for (let event = 0; event < 50; event += 1) histogram.recordUs(1000 * ms * level * (0.8 + 0.4 * draw()));
    return histogram;
  });
}

describe('percentileSample', () => {
  it('has the percentile of all blocks when each is drawn once', () => {
    const blocks = blocksAround(100, 1);
    const whole = latencyHistogram();
    for (const block of blocks) whole.include(block);
    const sample = percentileSample(blocks, 95);
    const once = new Uint32Array(sample.blocks).fill(1);
    expect(sample.figure(once) / 1000).toBeCloseTo(whole.valueAtMs(95) ?? 0, 1);
  });
});

describe('bootstrapRatioInterval', () => {
  const interval = (first: number, second: number, percentile: number, seed = 1) =>
    bootstrapRatioInterval(
      percentileSample(blocksAround(first, 2 * seed), percentile),
      percentileSample(blocksAround(second, 2 * seed + 1), percentile),
    ) ?? { low: NaN, high: NaN };

  it.each([
    [95, 1],
    [50, 1.5],
  ])('covers the true ratio of p%i, %d, about as often as it says', (percentile, ratio) => {
    const pairs = Array.from({ length: 20 }, (_, seed) => interval(100, 100 * ratio, percentile, seed));
    const covered = pairs.filter(({ low, high }) => low <= ratio && ratio <= high).length;
    expect(covered).toBeGreaterThanOrEqual(17);
    for (const { low, high } of pairs) expect(high - low).toBeLessThan(0.3);
  });

  it('is the same each time', () => {
    expect(interval(100, 110, 95)).toEqual(interval(100, 110, 95));
  });

  it('is not given for runs of fewer than eight blocks', () => {
    const short = percentileSample(blocksAround(100, 1, 7), 50);
    expect(bootstrapRatioInterval(short, percentileSample(blocksAround(100, 2), 50))).toBeUndefined();
  });

  it('takes a rate over all blocks, not the mean of their rates', () => {
    const sample = rateSample([
      { amount: 10, cost: 1 },
      { amount: 10, cost: 9 },
    ]);
    expect(sample.figure(new Uint32Array([1, 1]))).toBe(2);
  });
});
