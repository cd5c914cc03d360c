import { z } from 'zod';
import { machineSchema, versionsSchema } from './record.js';

const count = z.int().min(0);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * `manifest.json`: what a run was made from, and the numbers that follow from that alone. It lies in the run's folder
 * and is attached to the PDF, so that either can be checked without the other.
 */
export const manifestSchema = z.strictObject({
  format: z.literal('streambook-manifest'),
  version: z.literal(2),
  run_id: z.string(),
  pipeline: z.string(),
  experiment: z
    .looseObject({ name: z.string(), seed: z.int() })
    .describe('Every setting, defaults filled in; see the experiment schema of its pipeline'),
  code: z.strictObject({
    git_commit: z.string().nullable().describe('null outside a git repository'),
    git_dirty: z.boolean().nullable().describe('Whether files differed from the commit'),
    lockfile_sha256: sha256,
  }),
  versions: versionsSchema.nullable(),
  machine: machineSchema.optional(),
  limits: z
    .strictObject({ cpu_cores: z.number().nullable(), memory_mb: count.nullable() })
    .describe("What the process's cgroup allows; null where it sets no limit"),
  jvm_flags: z
    .record(z.string(), z.array(z.string()))
    .describe('Of the embedded services, as their processes have them'),
  topics: z
    .array(
      z.strictObject({
        name: z.string(),
        partitions: count,
        replication: count,
        settings: z.record(z.string(), z.string()).describe('Those that are not the default'),
      }),
    )
    .describe("The run's own, as the brokers described them"),
  notebooks: z
    .array(z.strictObject({ name: z.string(), cells: z.array(sha256) }))
    .describe('Notebooks that ran in this run, with the hash of the source of each code cell'),
  numbers: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('What the seed and the settings determine, by the pipeline: the same in every repetition'),
  timings: z
    .record(z.string(), z.number().nullable())
    .describe('What a repetition may be compared by: milliseconds, or events per second'),
});
export type Manifest = z.infer<typeof manifestSchema>;
