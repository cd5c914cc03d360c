import { build } from 'hdr-histogram-js';
import { xorshift128plus } from 'pure-rand/generator/xorshift128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { describe, expect, it } from 'vitest';
import { latencyHistogram, mergedHistogram } from '../../src/stats/percentiles.js';

const HOUR_US = 3_600_000_000;
const PERCENTILES = [0, 1, 10, 50, 90, 95, 99, 99.9, 99.99, 100];

/** Values of every size, and those beside the powers of two, where cells change their width. */
function values(): readonly number[] {
  const random = xorshift128plus(7);
  const spread = Array.from({ length: 20_000 }, () => 2 ** (uniformInt(random, 0, 31_700) / 1000));
  const edges = Array.from({ length: 32 }, (_, bits) => [2 ** bits - 1, 2 ** bits, 2 ** bits + 1]).flat();
  return [...spread, ...edges].map((value) => Math.min(Math.round(value), HOUR_US));
}

describe('latencyHistogram', () => {
  it('gives the percentiles that the library gives of the same values', () => {
    const own = latencyHistogram();
    const library = build({
      lowestDiscernibleValue: 1,
      highestTrackableValue: HOUR_US,
      numberOfSignificantValueDigits: 3,
    });
    for (const [index, value] of values().entries()) {
      own.recordUs(value);
      library.recordValue(value);
      // Asked in between, it goes on counting.
      if (index % 5000 === 0) own.percentilesMs();
    }
    expect(PERCENTILES.map((percentile) => own.valueAtMs(percentile))).toEqual(
      PERCENTILES.map(
        (percentile) => Math.min(library.getValueAtPercentile(percentile), library.maxValue) / 1000,
      ),
    );
    expect(own.percentilesMs()).toMatchObject({ count: library.totalCount, max: library.maxValue / 1000 });
  });

  it('counts zeros and negatives, and an hour at most', () => {
    const histogram = latencyHistogram();
    histogram.recordUs(0, 2);
    histogram.recordUs(-5, 3);
    histogram.recordUs(2 * HOUR_US);
    expect(histogram.percentilesMs()).toEqual({
      p50: 0,
      p90: 3_600_000,
      p95: 3_600_000,
      p99: 3_600_000,
      p99_9: 3_600_000,
      max: 3_600_000,
      count: 6,
      zeros: 2,
      negatives: 3,
      // Below zero as it was, and the largest as it was too: nothing is cut off a mean.
      mean: Math.round((2 * HOUR_US - 15) / 6) / 1000,
    });
  });

  it('has no percentile before the first value', () => {
    expect(latencyHistogram().percentilesMs()).toMatchObject({ p50: null, max: null, count: 0 });
  });

  it('merges what was counted before and after', () => {
    const [first, second] = [latencyHistogram(), latencyHistogram()];
    first.recordUs(1000, 99);
    second.recordUs(250_123);
    const merged = mergedHistogram([first, second]);
    second.recordUs(1_000_000);
    expect(merged.percentilesMs()).toMatchObject({ count: 100, p50: 1, max: 250.123 });
    expect(second.percentilesMs()).toMatchObject({ count: 2, max: 1000 });
  });
});
