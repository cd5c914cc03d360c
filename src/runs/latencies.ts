import { z } from 'zod';
import { encodedHistogramSchema } from '../stats/encoded-histogram.js';
import { latencyBlocksSchema } from '../stats/latency-blocks.js';

/**
 * `latencies.json`: every latency that the run measured, as a histogram. The percentiles in `run.json` follow from it, so
 * that they can be checked, and the noise of a percentile can be estimated from its blocks.
 */
export const latenciesSchema = z.strictObject({
  format: z.literal('streambook-latencies'),
  version: z.literal(1),
  run_id: z.string(),
  ack: z.record(z.string(), latencyBlocksSchema).describe('From sending to the acknowledgement, by producer'),
  last_ack_ms: z
    .record(z.string(), z.number().min(0))
    .describe("Each producer's last acknowledgement, from the first scheduled send time on"),
  tracker: latencyBlocksSchema.describe('From sending until the tracker had the event'),
  committed: latencyBlocksSchema.describe('From sending to the committed file'),
  histograms: z
    .strictObject({
      corrected: encodedHistogramSchema,
      intended_to_sent: encodedHistogramSchema,
      sent_to_appended: encodedHistogramSchema,
      appended_to_acked: encodedHistogramSchema,
      appended_to_batch_start: encodedHistogramSchema,
      batch_start_to_committed: encodedHistogramSchema,
    })
    .describe('From the scheduled send time to the committed file, and its stages'),
  batch_starts_ms: z
    .array(z.number())
    .describe(
      'Starts of the micro-batches after the excluded ramp-up, from the first scheduled send time on',
    ),
});
export type Latencies = z.infer<typeof latenciesSchema>;
