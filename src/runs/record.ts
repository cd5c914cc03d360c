import { z } from 'zod';
import { titlePageSchema } from '../config/title-page.js';
import { latencyPercentilesSchema, percentilesSchema } from '../stats/percentiles.js';

const count = z.int().min(0);
const isoTime = z.iso.datetime().describe('UTC, ISO 8601');

const phaseSchema = z.strictObject({
  name: z.string().describe('One of the pipeline or of the engine: prepare, services, ..., charts, report'),
  started_at: isoTime,
  duration_ms: z
    .number()
    .min(0)
    .nullable()
    .describe('null while the phase runs, or when the process was killed in it'),
  status: z.enum(['running', 'done', 'failed']),
});

const producerCountsSchema = z.strictObject({
  sent_ok: count.describe('Events that the brokers acknowledged'),
  sent_error: count.describe('Events that the brokers refused, or never acknowledged'),
  throughput_eps: z.number().min(0).describe('Acknowledged events per second of sending'),
  ack_ms: percentilesSchema.describe('From handing an event to the Kafka client until its acknowledgement'),
});

/** What a producer measured, for one producer or for both together. */
export type ProducerCounts = z.infer<typeof producerCountsSchema>;

const producerSchema = producerCountsSchema.extend({
  by_producer: z.strictObject({ valid: producerCountsSchema, invalid: producerCountsSchema }),
  late_ms: percentilesSchema.describe('How long after its intended slot an event was sent'),
  timeline: z
    .array(z.strictObject({ second: count, sent: count, acked: count }))
    .describe('Events per second since the first slot'),
});

const consumerSchema = z.strictObject({
  processed: count.describe('Messages that the tracker read'),
  errors: count.describe('Of these, messages that are not JSON'),
  commits: count.describe('Manual offset commits'),
  throughput_eps: z.number().min(0),
  end_to_end_ms: percentilesSchema.describe('From sending an event until the tracker has it'),
});

const streamSchema = z.strictObject({
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

const latencySchema = z
  .strictObject({
    raw_ms: percentilesSchema.describe('From sending an event until its file was committed'),
    corrected_ms: percentilesSchema.describe(
      "The same from the event's intended slot: what a sender that is late would hide (coordinated omission)",
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
  .describe('Of events intended after the warm-up');

const ledgerSchema = z.strictObject({
  generated: count,
  acked: count,
  failed: count,
  valid: count.describe('Distinct acknowledged events that were committed as valid'),
  invalid: count.describe('Distinct acknowledged events that were committed as invalid'),
  lost: count.describe('Acknowledged events that were not committed'),
  duplicates: count.describe('Rows that were committed beyond the first for an event'),
  unexpected: count.describe(
    'Rows that were committed for an event that was not acknowledged, or is of another run',
  ),
  reordered: count.describe(
    'Rows whose sequence number goes back while the offset goes on, or the other way round, in their producer and partition',
  ),
  missing: z
    .array(z.strictObject({ producer: z.string(), from: count, to: count }))
    .describe('Sequence numbers from..to that were acknowledged and were not committed: the first ranges'),
  partitions: z.array(z.strictObject({ partition: count, rows: count, duplicates: count, reordered: count })),
  uneven_batches: z
    .array(z.strictObject({ batch_id: count, input_rows: count, landed_rows: count }))
    .describe(
      'Micro-batches whose files hold another number of rows than the query took in: the first of them',
    ),
  broker_messages: count.describe("Growth of the topic's end offsets over the run"),
  balanced: z
    .boolean()
    .describe(
      'generated = acked + failed, acked = valid + invalid + lost, nothing lost, duplicated or unexpected',
    ),
});

export const versionsSchema = z.strictObject({
  streambook: z.string(),
  node: z.string(),
  java: z.string().nullable(),
  kafka: z.string().nullable().describe('null when the brokers are external'),
  spark: z.string(),
  faker: z.string(),
  danfo: z.string(),
  vega: z.string(),
  chromium: z.string().nullable().describe('null until the report is printed'),
});

export const machineSchema = z.strictObject({
  os: z.string().describe('Name, release and architecture of the operating system'),
  cpu: z.string().describe('Model'),
  cores: z.int().min(1),
  memory_mb: count,
});

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const executedNotebookSchema = z.strictObject({
  name: z.string(),
  executed_at: isoTime,
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  cells: z
    .array(z.strictObject({ source_sha256: sha256, outputs_sha256: sha256 }))
    .describe('Every code cell of the executed copy, in its order'),
});

const incidentSchema = z.strictObject({
  service: z.string().describe('Name of an embedded service, as "streambook status" lists them'),
  what: z.enum(['died', 'stopped', 'suspended', 'resumed', 'started again']),
  at_s: z.number().min(0).describe('Seconds since the start of the run'),
  phase: z.string().describe('In which it happened'),
});

/** `run.json`: what one run was, did and measured. Sections are absent until the run has got that far. */
export const runRecordSchema = z.strictObject({
  format: z.literal('streambook-run'),
  version: z.literal(1),
  run_id: z.string(),
  pipeline: z.string().optional().describe('Absent in runs that were made when there was one alone'),
  experiment: z.string(),
  status: z.enum(['running', 'done', 'failed', 'interrupted']),
  seed: count,
  command: z
    .array(z.string())
    .optional()
    .describe(
      'Arguments of streambook that repeat the run; absent for points of a sweep and runs started from code, which their config.json repeats',
    ),
  started_at: isoTime,
  finished_at: isoTime.optional(),
  error: z
    .strictObject({ phase: z.string(), code: z.string(), message: z.string() })
    .optional()
    .describe('Which phase failed, and why'),
  pid: z
    .int()
    .positive()
    .describe('Process that made the run: one that is gone while status is running was killed'),
  process: z
    .strictObject({ start: z.string(), boot: z.string(), namespace: z.string() })
    .optional()
    .describe('Tells the process from a later one with its id: its start, the boot and the namespace of ids'),
  phases: z.array(phaseSchema),
  incidents: z
    .array(incidentSchema)
    .optional()
    .describe('What befell the services while the run needed them; absent when nothing did'),
  topic: z.string().optional().describe("The run's own topic; it is removed at the run's end"),
  versions: versionsSchema.optional(),
  machine: machineSchema.optional().describe('What the run ran on: latencies mean little without it'),
  producer: producerSchema.optional(),
  consumer: consumerSchema.optional(),
  stream: streamSchema.optional(),
  latency: latencySchema.optional(),
  ledger: ledgerSchema.optional(),
  report: z.strictObject({ pdf: z.string(), html: z.string() }).optional(),
  title_page: titlePageSchema
    .optional()
    .describe('Who hands the report in: of report.json and the command line'),
  notebooks: z
    .array(executedNotebookSchema)
    .optional()
    .describe('Copies of notebooks that were executed on this run'),
});

export type RunRecord = z.infer<typeof runRecordSchema>;
export type Incident = z.infer<typeof incidentSchema>;
export type RunVersions = z.infer<typeof versionsSchema>;
export type ProducerSection = z.infer<typeof producerSchema>;
export type LatencySection = z.infer<typeof latencySchema>;
export type StreamSection = z.infer<typeof streamSchema>;
export type ExecutedNotebook = z.infer<typeof executedNotebookSchema>;
export type Ledger = z.infer<typeof ledgerSchema>;
