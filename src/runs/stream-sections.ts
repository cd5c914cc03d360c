import { z } from 'zod';
import { latencyPercentilesSchema, percentilesSchema } from '../stats/percentiles.js';

/** Sections of a run record that every pipeline with producers and a streaming query can have. */

const count = z.int().min(0);

export const producerCountsSchema = z.strictObject({
  sent_ok: count.describe('Events that the brokers acknowledged'),
  sent_error: count.describe('Events that the brokers refused, or never acknowledged'),
  throughput_eps: z.number().min(0).describe('Acknowledged events per second of sending'),
  ack_ms: percentilesSchema.describe('From handing an event to the Kafka client until its acknowledgement'),
});

export const producerSchema = producerCountsSchema.extend({
  by_producer: z.record(z.string(), producerCountsSchema),
  late_ms: percentilesSchema.describe('How long after its scheduled time an event was sent'),
  timeline: z
    .array(z.strictObject({ second: count, sent: count, acked: count }))
    .describe('Events per second since the first scheduled time'),
});

export const consumerSchema = z.strictObject({
  processed: count.describe('Messages that the tracker read'),
  errors: count.describe('Of these, messages that are not JSON'),
  commits: count.describe('Manual offset commits'),
  throughput_eps: z.number().min(0),
  end_to_end_ms: percentilesSchema.describe('From sending an event until the tracker has it'),
});

export const streamSchema = z.strictObject({
  query_id: z.string(),
  batches: count.describe('Micro-batches that had rows'),
  input_rows: count,
  commit_ms: percentilesSchema.describe(
    'From sending an event until readers can see the file it is in (the entry in _spark_metadata)',
  ),
  batch_duration_ms: percentilesSchema,
  rows_per_batch: z.number().min(0).describe('Mean'),
  processed_rows_per_second: z.number().min(0).describe('Rows per second of time in which a batch ran'),
});

export const latencySchema = z
  .strictObject({
    raw_ms: percentilesSchema.describe('From sending an event until its file was committed'),
    corrected_ms: percentilesSchema.describe(
      "The same from the event's scheduled time: what a sender that is late would hide (coordinated omission)",
    ),
    stages: z.strictObject({
      intended_to_sent: percentilesSchema,
      sent_to_appended: percentilesSchema.describe(
        'Until the leader appended it, in whole milliseconds of its clock',
      ),
      appended_to_acked: percentilesSchema,
      appended_to_batch_start: percentilesSchema.describe('Waiting for the micro-batch that took it'),
      batch_start_to_committed: percentilesSchema,
    }),
    batch_wait_explained_ms: latencyPercentilesSchema.describe(
      'What appended_to_batch_start would be if events came evenly between the starts of the micro-batches',
    ),
  })
  .describe('Of events scheduled after the excluded ramp-up');

/** What a producer measured, for one producer or for all together. */
export type ProducerCounts = z.infer<typeof producerCountsSchema>;
export type ProducerSection = z.infer<typeof producerSchema>;
export type ConsumerSection = z.infer<typeof consumerSchema>;
export type StreamSection = z.infer<typeof streamSchema>;
export type LatencySection = z.infer<typeof latencySchema>;
