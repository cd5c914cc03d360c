import { z } from 'zod';
import { type Axis, sweepableSettings } from '../../config/axes.js';
import {
  BASE_SETTINGS,
  type BaseExperiment,
  type ExperimentKind,
  resolveExperiment,
} from '../../config/experiment.js';
import { CONSTANT_LOAD, eventsIn, type Load, loadSchema, loadSegments } from '../../producers/load.js';
import { FAULT_TYPES } from './data/fault-types.js';

const eventsPerSecond = z.number().positive().max(1_000_000);

/** One experiment file. Every key but `title` and `question` has the default of the experiment `quick`. */
export const experimentSchema = z.strictObject({
  ...BASE_SETTINGS,
  referenceDate: z.iso.date().default('2026-01-31').meta({
    label: 'Last day of purchases',
    description: 'Last day (UTC) of the 28 days in which purchases lie',
  }),
  durationSeconds: z.number().positive().max(86_400).default(30).meta({
    label: 'Duration of the load',
    unit: 's',
    description: 'How long both producers send',
  }),
  jvmWarmUpSeconds: z.number().min(0).max(600).default(10).meta({
    decidesData: false,
    label: 'Warm-up before the load, at most',
    unit: 's',
    description:
      'Before the load, a query like the measured one is driven for this long at most, so that the JVMs have compiled what they need; 0 leaves it out',
  }),
  excludedRampUpSeconds: z.number().min(0).default(10).meta({
    decidesData: false,
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
    decidesData: false,
    label: 'Backlog',
    description:
      'Fill first: the events are sent as fast as they go, and the query starts when all of them are there',
  }),
  partitions: z.int().min(1).max(200).default(6).meta({
    decidesData: false,
    label: 'Partitions',
    sweepable: true,
    description: 'Partitions of the topic',
  }),
  faultTypes: z
    .array(z.enum(FAULT_TYPES))
    .min(1)
    .default([...FAULT_TYPES])
    .meta({
      decidesData: true,
      label: 'Fault types',
      description: 'Modes of the invalid producer, drawn with equal chances',
    }),
  triggerIntervalSeconds: z.number().min(0).max(3600).default(0).meta({
    decidesData: false,
    label: 'Trigger interval',
    unit: 's',
    zero: 'as soon as possible',
    sweepable: true,
    description:
      'Micro-batch interval of the streaming query; 0 starts the next batch as soon as the last is done',
  }),
  trackerCommitEvery: z.int().min(1).default(100).meta({
    decidesData: false,
    label: 'Offset commits of the tracker, every',
    unit: 'messages',
    sweepable: true,
    description: 'The tracker commits its offsets after this many messages',
  }),
});

/** An experiment with every default filled in and every value checked. */
export type Experiment = z.output<typeof experimentSchema> & BaseExperiment;

/** How each producer's rate goes. */
export function loadOf(experiment: Experiment, producer: 'valid' | 'invalid'): Load {
  return (producer === 'invalid' ? experiment.invalidLoad : undefined) ?? experiment.load;
}

/** Number of events that a producer sends over the duration. */
export function plannedEvents(experiment: Experiment): { readonly valid: number; readonly invalid: number } {
  const { durationSeconds, validEventsPerSecond, invalidEventsPerSecond } = experiment;
  const events = (producer: 'valid' | 'invalid', rate: number) =>
    eventsIn(loadSegments(loadOf(experiment, producer), rate, durationSeconds));
  return {
    valid: events('valid', validEventsPerSecond),
    invalid: events('invalid', invalidEventsPerSecond),
  };
}

/** Rounded to a thousandth of an event, so that 220 x 1/11 is 20 and not one bit beside it. */
const rounded = (perSecond: number) => Math.round(perSecond * 1000) / 1000;

const total = ({ validEventsPerSecond: valid, invalidEventsPerSecond: invalid }: Experiment) =>
  valid + invalid;

function rates(perSecond: number, errorShare: number) {
  const invalid = rounded(perSecond * errorShare);
  return {
    validEventsPerSecond: rounded(perSecond - invalid),
    invalidEventsPerSecond: invalid,
  };
}

const EVENTS_PER_SECOND: Axis<Experiment> = {
  id: 'eventsPerSecond',
  label: 'Events',
  unit: 'events/s',
  description: 'Valid and invalid events together',
  schema: eventsPerSecond,
  of: total,
  with: (experiment, value) => rates(value, ERROR_SHARE.of(experiment)),
};

const ERROR_SHARE: Axis<Experiment> = {
  id: 'errorShare',
  label: 'Share of invalid events',
  description: 'Share of invalid events in all of them',
  schema: z.number().gt(0).lt(1),
  of: (experiment) => experiment.invalidEventsPerSecond / total(experiment),
  with: (experiment, value) => rates(total(experiment), value),
};

/** What version 1 called otherwise. */
export const FORMER_SETTINGS = {
  errorModes: 'faultTypes',
  rehearsalSeconds: 'jvmWarmUpSeconds',
  warmupSeconds: 'excludedRampUpSeconds',
};

export const ordersKind: ExperimentKind<Experiment> = {
  formerNames: FORMER_SETTINGS,
  schema: experimentSchema,
  axes: [EVENTS_PER_SECOND, ERROR_SHARE, ...sweepableSettings<Experiment>(experimentSchema)],
  conflict: ({ excludedRampUpSeconds, durationSeconds }) =>
    excludedRampUpSeconds >= durationSeconds
      ? `excludedRampUpSeconds is ${excludedRampUpSeconds}: must be less than durationSeconds (${durationSeconds})`
      : undefined,
  // A shorter experiment also warms up for less time.
  following: ({ excludedRampUpSeconds, jvmWarmUpSeconds }, { durationSeconds }) =>
    typeof durationSeconds === 'number'
      ? {
          excludedRampUpSeconds: Math.min(excludedRampUpSeconds, durationSeconds / 2),
          jvmWarmUpSeconds: Math.min(jvmWarmUpSeconds, durationSeconds),
        }
      : {},
};

/** An experiment of this pipeline. @throws UsageError BAD_EXPERIMENT as {@link resolveExperiment}. */
export const ordersExperiment = (raw: unknown, name: string, source: string): Experiment =>
  resolveExperiment(ordersKind, raw, name, source);
