import { z } from 'zod';
import { titlePageSchema } from '../config/title-page.js';

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

export const versionsSchema = z
  .record(z.string(), z.string().nullable())
  .describe('Of all that took part, by its name: node, kafka, ...; null for a service that is not ours');

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

/** `run.json`: what one run was, did and measured. What is optional is absent until the run has got that far. */
export const runRecordSchema = z.strictObject({
  format: z.literal('streambook-run'),
  version: z.literal(2),
  made_as_version: z
    .literal(1)
    .optional()
    .describe('The version in which the run was recorded, if an earlier one'),
  run_id: z.string(),
  pipeline: z.string(),
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
  process: z
    .strictObject({
      pid: z.int().positive(),
      start: z.string().optional(),
      boot: z.string().optional(),
      namespace: z.string().optional(),
    })
    .describe(
      'Process that made the run: one that is gone while status is running was killed. Start, boot and namespace of ids tell it from a later one with its id',
    ),
  phases: z.array(phaseSchema),
  incidents: z
    .array(incidentSchema)
    .optional()
    .describe('What happened to the services while the run needed them; absent when nothing did'),
  topics: z.array(z.string()).optional().describe("The run's own topics; they are removed at the run's end"),
  versions: versionsSchema.optional(),
  machine: machineSchema.optional().describe('What the run ran on: latencies mean little without it'),
  sections: z
    .record(z.string(), z.unknown())
    .describe(
      'What the pipeline recorded of its own, as its schema says; a section is absent until the run has got that far',
    ),
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
export type RunSections = RunRecord['sections'];
export type Machine = z.infer<typeof machineSchema>;
export type ExecutedNotebook = z.infer<typeof executedNotebookSchema>;
