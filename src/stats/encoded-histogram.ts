import {
  decodeFromCompressedBase64,
  encodeIntoCompressedBase64,
  type Histogram,
  type JsHistogram,
} from 'hdr-histogram-js';
import { z } from 'zod';
import { type LatencyHistogram, latencyHistogram } from './percentiles.js';

const count = z.int().min(0);

/** A latency histogram as text, for a file: any HdrHistogram library reads it. */
export const encodedHistogramSchema = z.strictObject({
  hdr: z.string().describe('HdrHistogram, V2 compressed, base64; values in microseconds'),
  max_us: count.describe('The largest value: the histogram knows it to three digits only'),
  zeros: count,
  negatives: count.describe('Values below zero, which the histogram has as zero'),
  sum_us: z
    .int()
    .optional()
    .describe('Sum of all values, those below zero as they are; absent in earlier runs'),
});
export type EncodedHistogram = z.infer<typeof encodedHistogramSchema>;

export function encodeHistogram({ counts }: LatencyHistogram): EncodedHistogram {
  const { histogram, zeros, negatives, sumUs } = counts;
  return {
    hdr: encodeIntoCompressedBase64(histogram),
    max_us: histogram.maxValue,
    zeros,
    negatives,
    ...(sumUs !== undefined && { sum_us: sumUs }),
  };
}

/** Every value of a histogram with how often it occurs, rising; a value stands for those that round to it. */
export function recordedValues(histogram: Histogram): readonly (readonly [us: number, count: number])[] {
  const { recordedValuesIterator: values } = histogram as JsHistogram;
  values.reset();
  const found: (readonly [number, number])[] = [];
  while (values.hasNext()) {
    const { valueIteratedTo: us, countAtValueIteratedTo: times } = values.next();
    found.push([us, times]);
  }
  return found;
}

/** A value that is counted as zero without being zero. */
const NEARLY_ZERO_US = 0.1;

/** @throws Error of the library or of zlib when the text is no histogram. */
export function decodeHistogram(encoded: EncodedHistogram): LatencyHistogram {
  const { max_us: maxUs, zeros, negatives } = encoded;
  const decoded = latencyHistogram();
  const record = (us: number, times: number) => times > 0 && decoded.recordUs(us, times);
  record(0, zeros);
  record(-1, negatives);
  for (const [us, times] of recordedValues(decodeFromCompressedBase64(encoded.hdr))) {
    if (us === 0) record(NEARLY_ZERO_US, times - zeros - negatives);
    else record(Math.min(us, maxUs), times);
  }
  decoded.restoreSumUs(encoded.sum_us);
  return decoded;
}
