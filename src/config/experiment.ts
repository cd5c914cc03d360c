import { z } from 'zod';
import { UsageError } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import { CONSTANT_LOAD, eventsIn, type Load, loadSchema, loadSegments } from '../producers/load.js';

/** The error modes that the invalid producer can inject. */
export const ERROR_MODES = [
  'missing_unit_price',
  'missing_quantity',
  'missing_both',
  'non_positive_unit_price',
  'non_positive_quantity',
  'malformed_json',
  'wrong_type',
  'total_mismatch',
  'unknown_item',
] as const;
export type ErrorMode = (typeof ERROR_MODES)[number];

export const SEED_MAX = 2 ** 32 - 1;

const eventsPerSecond = z.number().positive().max(1_000_000);

/**
 * One experiment file. Every key but `title` and `question` has the default of the experiment `quick`. What is said of a
 * setting here is all that is said of it: the table in the report, what a sweep may vary, `-p` and the JSON Schema are
 * made from it.
 */
export const experimentSchema = z.strictObject({
  title: z.string().min(1).describe('Shown on the title page'),
  question: z.string().min(1).describe('What the experiment is to answer, in a sentence'),
  seed: z
    .int()
    .min(0)
    .max(SEED_MAX)
    .default(42)
    .meta({ label: 'Seed', description: 'Same seed, same events' }),
  referenceDate: z.iso.date().default('2026-01-31').meta({
    label: 'Last day of purchases',
    description: 'Last day (UTC) of the 28 days in which purchases lie',
  }),
  durationSeconds: z.number().positive().max(86_400).default(30).meta({
    label: 'Duration of the load',
    unit: 's',
    description: 'How long both producers send',
  }),
  rehearsalSeconds: z.number().min(0).max(600).default(10).meta({
    label: 'Warm-up before the load, at most',
    unit: 's',
    description:
      'Before the load, a query like the measured one is driven for this long at most, so that the JVMs have compiled what they need; 0 leaves it out',
  }),
  warmupSeconds: z.number().min(0).default(10).meta({
    label: 'Ramp-up excluded from percentiles',
    unit: 's',
    description: 'Events intended before this point are left out of latency percentiles',
  }),
  validEventsPerSecond: eventsPerSecond.default(200).meta({ label: 'Valid events', unit: 'events/s' }),
  invalidEventsPerSecond: eventsPerSecond.default(20).meta({ label: 'Invalid events', unit: 'events/s' }),
  load: loadSchema.default(CONSTANT_LOAD).meta({
    label: 'Load over time',
    description: 'How the rate of both producers goes over the duration',
  }),
  invalidLoad: loadSchema.optional().meta({
    label: 'Load of invalid events',
    description: "The invalid producer's own; that of `load` without it",
  }),
  backlog: z.boolean().default(false).meta({
    label: 'Backlog',
    description:
      'Fill first: the events are sent as fast as they go, and the query starts when all of them are there',
  }),
  partitions: z.int().min(1).max(200).default(6).meta({
    label: 'Partitions',
    sweepable: true,
    description: 'Partitions of the topic',
  }),
  errorModes: z
    .array(z.enum(ERROR_MODES))
    .min(1)
    .default([...ERROR_MODES])
    .meta({
      label: 'Fault types',
      description: 'Modes of the invalid producer, drawn with equal chances',
    }),
  triggerIntervalSeconds: z.number().min(0).max(3600).default(0).meta({
    label: 'Trigger interval',
    unit: 's',
    zero: 'as soon as possible',
    sweepable: true,
    description:
      'Micro-batch interval of the streaming query; 0 starts the next batch as soon as the last is done',
  }),
  trackerCommitEvery: z.int().min(1).default(100).meta({
    label: 'Offset commits of the tracker, every',
    unit: 'messages',
    sweepable: true,
    description: 'The tracker commits its offsets after this many messages',
  }),
});

/** What the experiments of every pipeline have. */
export interface BaseExperiment {
  readonly name: string;
  readonly title: string;
  readonly question: string;
  readonly seed: number;
}

/** An experiment with every default filled in and every value checked. */
export type Experiment = z.output<typeof experimentSchema> & { readonly name: string };

const TYPE_WORDS: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** What an issue allows, in words, when zod's own message does not say it. */
function describeIssue(issue: z.core.$ZodIssue, allowedKeys: readonly string[]): string {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => `"${[path, key].filter(Boolean).join('.')}"`).join(', ');
    // The keys of a nested object are not known here.
    if (path !== '') return `unknown key ${names}`;
    const meant = issue.keys.length === 1 ? didYouMean(issue.keys[0] ?? '', allowedKeys) : '';
    return `unknown key ${names}.${meant} Allowed are ${allowedKeys.join(', ')}`;
  }
  const value = issue.input === undefined ? 'missing' : JSON.stringify(issue.input);
  const wanted =
    issue.code === 'invalid_type' ? `must be ${TYPE_WORDS[issue.expected] ?? issue.expected}` : issue.message;
  return `${path || 'the file'} is ${value}: ${wanted}`;
}

/** @throws UsageError BAD_EXPERIMENT, or another code, naming every wrong key, its value and what is allowed. */
export function parseSettings<S extends z.ZodObject>(
  schema: S,
  raw: unknown,
  source: string,
  code = 'BAD_EXPERIMENT',
): z.output<S> {
  const result = schema.safeParse(raw, { reportInput: true });
  if (result.success) return result.data;
  const allowedKeys = Object.keys(schema.shape);
  const issues = result.error.issues.map((issue) => describeIssue(issue, allowedKeys));
  throw new UsageError(code, `${source}: ${issues.join('; ')}`);
}

/**
 * Checks a raw experiment and fills in its defaults.
 *
 * @param source Where it came from, for messages: a file's path.
 * @throws UsageError BAD_EXPERIMENT naming every wrong key, its value and what is allowed.
 */
export function resolveExperiment(raw: unknown, name: string, source: string): Experiment {
  const experiment = parseSettings(experimentSchema, raw, source);
  if (experiment.warmupSeconds >= experiment.durationSeconds) {
    throw new UsageError(
      'BAD_EXPERIMENT',
      `${source}: warmupSeconds is ${experiment.warmupSeconds}: must be less than durationSeconds (${experiment.durationSeconds})`,
    );
  }
  return { name, ...experiment };
}

/** How each producer's rate goes. */
export function loadOf(experiment: Experiment, producer: 'valid' | 'invalid'): Load {
  return (producer === 'invalid' ? experiment.invalidLoad : undefined) ?? experiment.load;
}

/** Number of events that a producer sends: one at the start of each slot of the duration. */
export function plannedEvents(experiment: Experiment): { readonly valid: number; readonly invalid: number } {
  const { durationSeconds, validEventsPerSecond, invalidEventsPerSecond } = experiment;
  const events = (producer: 'valid' | 'invalid', rate: number) =>
    eventsIn(loadSegments(loadOf(experiment, producer), rate, durationSeconds));
  return {
    valid: events('valid', validEventsPerSecond),
    invalid: events('invalid', invalidEventsPerSecond),
  };
}
