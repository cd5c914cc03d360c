import { build, type Histogram } from 'hdr-histogram-js';
import { z } from 'zod';

/** In milliseconds; all are null when nothing was counted. */
export const latencyPercentilesSchema = z.strictObject({
  p50: z.number().nullable(),
  p90: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
  p99_9: z.number().nullable(),
  max: z.number().nullable(),
});
export type LatencyPercentiles = z.infer<typeof latencyPercentilesSchema>;

/** Percentiles of a latency with what they were taken from. */
export const percentilesSchema = latencyPercentilesSchema.extend({
  count: z.int().min(0).describe('Values that went in, zeros and negatives included'),
  zeros: z.int().min(0),
  negatives: z.int().min(0).describe('Values below zero, which are counted as zero'),
});
export type Percentiles = z.infer<typeof percentilesSchema>;

/** A histogram of latencies: three significant digits from 1 microsecond to an hour. */
export interface LatencyHistogram {
  /** @param count how many values of that size; 1 by default */
  recordUs(latencyUs: number, count?: number): void;
  /** Counts everything that the other one has counted as well. */
  include(other: LatencyHistogram): void;
  /** What {@link include} reads. */
  readonly counts: { readonly histogram: Histogram; readonly zeros: number; readonly negatives: number };
  percentilesMs(): Percentiles;
  /** The value below which `percentile` percent of all values lie, in milliseconds; null when nothing was counted. */
  valueAtMs(percentile: number): number | null;
}

const HOUR_US = 3_600_000_000;

export function latencyHistogram(): LatencyHistogram {
  const histogram: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: HOUR_US,
    numberOfSignificantValueDigits: 3,
  });
  let [zeros, negatives] = [0, 0];
  const ms = (us: number) => Math.round(us) / 1000;
  const valueAtMs = (percentile: number) =>
    histogram.totalCount === 0
      ? null
      : // The histogram answers with the upper end of a cell, which can lie beyond the largest value.
        ms(Math.min(histogram.getValueAtPercentile(percentile), histogram.maxValue));
  return {
    recordUs(latencyUs, count = 1) {
      if (latencyUs === 0) zeros += count;
      if (latencyUs < 0) negatives += count;
      histogram.recordValueWithCount(Math.min(Math.max(Math.round(latencyUs), 0), HOUR_US), count);
    },
    include({ counts }) {
      histogram.add(counts.histogram);
      zeros += counts.zeros;
      negatives += counts.negatives;
    },
    get counts() {
      return { histogram, zeros, negatives };
    },
    valueAtMs,
    percentilesMs: () => ({
      p50: valueAtMs(50),
      p90: valueAtMs(90),
      p95: valueAtMs(95),
      p99: valueAtMs(99),
      p99_9: valueAtMs(99.9),
      max: histogram.totalCount === 0 ? null : ms(histogram.maxValue),
      count: histogram.totalCount,
      zeros,
      negatives,
    }),
  };
}

/** A new histogram of all that these have counted. */
export function mergedHistogram(histograms: readonly LatencyHistogram[]): LatencyHistogram {
  const all = latencyHistogram();
  for (const histogram of histograms) all.include(histogram);
  return all;
}
