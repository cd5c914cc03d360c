import { build, type Histogram } from 'hdr-histogram-js';
import { z } from 'zod';

/** Percentiles of a latency, in milliseconds. All are null when nothing was counted. */
export const percentilesSchema = z.strictObject({
  p50: z.number().nullable(),
  p90: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
  max: z.number().nullable(),
  count: z.int().min(0).describe('Values that went in, zeros and negatives included'),
  non_positive: z.int().min(0).describe('Values of zero or less, which are counted as zero'),
});
export type Percentiles = z.infer<typeof percentilesSchema>;

/** A histogram of latencies: three significant digits from 1 microsecond to an hour. */
export interface LatencyHistogram {
  recordUs(latencyUs: number): void;
  /** Counts everything that the other one has counted as well. */
  include(other: LatencyHistogram): void;
  /** What {@link include} reads. */
  readonly counts: { readonly histogram: Histogram; readonly nonPositive: number };
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
  let nonPositive = 0;
  const ms = (us: number) => Math.round(us) / 1000;
  const valueAtMs = (percentile: number) =>
    histogram.totalCount === 0 ? null : ms(histogram.getValueAtPercentile(percentile));
  return {
    recordUs(latencyUs) {
      if (latencyUs <= 0) nonPositive += 1;
      histogram.recordValue(Math.min(Math.max(Math.round(latencyUs), 0), HOUR_US));
    },
    include({ counts }) {
      histogram.add(counts.histogram);
      nonPositive += counts.nonPositive;
    },
    get counts() {
      return { histogram, nonPositive };
    },
    valueAtMs,
    percentilesMs: () => ({
      p50: valueAtMs(50),
      p90: valueAtMs(90),
      p95: valueAtMs(95),
      p99: valueAtMs(99),
      max: histogram.totalCount === 0 ? null : ms(histogram.maxValue),
      count: histogram.totalCount,
      non_positive: nonPositive,
    }),
  };
}
