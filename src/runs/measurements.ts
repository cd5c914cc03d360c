import { z } from 'zod';

const count = z.int().min(0);

/** What a run of a stream measured over time: the part of its results that the charts of latency and throughput draw. */
export const measurementsSchema = z.strictObject({
  latency_curves: z
    .array(
      z.strictObject({
        name: z.enum(['ack', 'tracker', 'committed file']),
        points: z.array(z.strictObject({ percentile: z.number(), ms: z.number() })),
      }),
    )
    .describe('Latency at each percentile, after the excluded ramp-up'),
  latency_stages: z
    .array(
      z.strictObject({
        stage: z.enum([
          'intended_to_sent',
          'sent_to_appended',
          'appended_to_batch_start',
          'batch_start_to_committed',
          'intended_to_committed',
        ]),
        p50: z.number(),
        p95: z.number(),
        p99: z.number(),
        mean: z.number().optional().describe('Absent in results of earlier versions'),
      }),
    )
    .describe(
      'Milliseconds of each stage on the way to the file, and of the whole; stages that were not measured are absent',
    ),
  throughput: z
    .array(z.strictObject({ second: count, sent: count, acked: count, committed: count }))
    .describe('Events per second since the first scheduled time'),
  batches: z
    .array(
      z.strictObject({
        batch_id: count,
        second: z
          .number()
          .describe('Seconds from the first scheduled time to the commit; negative before it'),
        rows: count,
        duration_ms: z.number(),
      }),
    )
    .describe('Micro-batches that had rows'),
});
export type Measurements = z.infer<typeof measurementsSchema>;
