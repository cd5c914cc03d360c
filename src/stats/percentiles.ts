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
  mean: z
    .number()
    .nullable()
    .optional()
    .describe(
      'With values below zero as they are: means of stages add up to that of the whole, which percentiles do not. Absent in earlier records',
    ),
});
export type Percentiles = z.infer<typeof percentilesSchema>;

/** A histogram of latencies: three significant digits from 1 microsecond to an hour. */
export interface LatencyHistogram {
  /** @param count how many values of that size; 1 by default */
  recordUs(latencyUs: number, count?: number): void;
  /** Counts everything that the other one has counted as well. */
  include(other: LatencyHistogram): void;
  /** What {@link include} reads. */
  readonly counts: {
    readonly histogram: Histogram;
    readonly zeros: number;
    readonly negatives: number;
    /** undefined when it is not known, of a histogram that was stored without. */
    readonly sumUs: number | undefined;
  };
  /** Replaces the sum of all values, which the cells of a stored histogram know to three digits only. */
  restoreSumUs(sumUs: number | undefined): void;
  percentilesMs(): Percentiles;
  /** The value below which `percentile` percent of all values lie, in milliseconds; null when nothing was counted. */
  valueAtMs(percentile: number): number | null;
}

const HOUR_US = 3_600_000_000;
/** 2 ** 11 cells tell numbers of three significant digits apart, which is also how the library divides its range. */
const CELL_BITS = 11;
const HALF_CELLS = 2 ** (CELL_BITS - 1);
const CELLS = (32 - CELL_BITS + 2) * HALF_CELLS;

/** The cell of a whole number below 2 ** 32: its highest eleven bits, and how many lower ones there are. */
function cellOf(value: number): number {
  const lowerBits = Math.max(0, 32 - Math.clz32(value) - CELL_BITS);
  return lowerBits * HALF_CELLS + (value >>> lowerBits);
}

/** The least number of a cell. */
function leastOf(cell: number): number {
  const lowerBits = Math.max(0, Math.floor(cell / HALF_CELLS) - 1);
  return (cell - lowerBits * HALF_CELLS) * 2 ** lowerBits;
}

export function latencyHistogram(): LatencyHistogram {
  const histogram: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: HOUR_US,
    numberOfSignificantValueDigits: 3,
  });
  // The library takes 0.1 us for a value, with a logarithm and two powers; a producer at full speed has 10 us for an event
  // and records three. So values are counted by cell, and the library is given the counts before it is asked anything.
  const cells = new Uint32Array(CELLS);
  let [fresh, freshMaxUs] = [0, 0];
  let [zeros, negatives] = [0, 0];
  let sumUs: number | undefined = 0;
  const ms = (us: number) => Math.round(us) / 1000;

  const counted = (): Histogram => {
    const maxCell = cellOf(freshMaxUs);
    for (let cell = 0; fresh > 0 && cell <= maxCell; cell += 1) {
      const count = cells[cell] ?? 0;
      if (count === 0) continue;
      histogram.recordValueWithCount(cell === maxCell ? freshMaxUs : leastOf(cell), count);
      cells[cell] = 0;
      fresh -= count;
    }
    freshMaxUs = 0;
    return histogram;
  };
  const valueAtMs = (percentile: number) => {
    const { totalCount, maxValue } = counted();
    // The histogram answers with the upper end of a cell, which can lie beyond the largest value.
    return totalCount === 0 ? null : ms(Math.min(histogram.getValueAtPercentile(percentile), maxValue));
  };
  return {
    recordUs(latencyUs, count = 1) {
      if (latencyUs === 0) zeros += count;
      if (latencyUs < 0) negatives += count;
      if (sumUs !== undefined) sumUs += Math.round(latencyUs) * count;
      const us = Math.min(Math.max(Math.round(latencyUs), 0), HOUR_US);
      const cell = cellOf(us);
      cells[cell] = (cells[cell] ?? 0) + count;
      fresh += count;
      if (us > freshMaxUs) freshMaxUs = us;
    },
    include({ counts }) {
      histogram.add(counts.histogram);
      zeros += counts.zeros;
      negatives += counts.negatives;
      sumUs = sumUs === undefined || counts.sumUs === undefined ? undefined : sumUs + counts.sumUs;
    },
    get counts() {
      return { histogram: counted(), zeros, negatives, sumUs };
    },
    valueAtMs,
    restoreSumUs(stored) {
      sumUs = stored;
    },
    percentilesMs() {
      const { totalCount, maxValue } = counted();
      return {
        p50: valueAtMs(50),
        p90: valueAtMs(90),
        p95: valueAtMs(95),
        p99: valueAtMs(99),
        p99_9: valueAtMs(99.9),
        max: totalCount === 0 ? null : ms(maxValue),
        count: totalCount,
        zeros,
        negatives,
        ...(sumUs !== undefined && { mean: totalCount === 0 ? null : ms(sumUs / totalCount) }),
      };
    },
  };
}

/** A new histogram of all that these have counted. */
export function mergedHistogram(histograms: readonly LatencyHistogram[]): LatencyHistogram {
  const all = latencyHistogram();
  for (const histogram of histograms) all.include(histogram);
  return all;
}
