import { z } from 'zod';
import { UsageError } from '../core/errors.js';
import type { Axis } from './axes.js';
import { parseSettings } from './parse-settings.js';

export const SEED_MAX = 2 ** 32 - 1;

/** The settings that the experiments of every pipeline have. */
export const BASE_SETTINGS = {
  title: z.string().min(1).describe('Shown on the title page'),
  question: z.string().min(1).describe('What the experiment is to answer, in a sentence'),
  seed: z
    .int()
    .min(0)
    .max(SEED_MAX)
    .default(42)
    .meta({ label: 'Seed', description: 'Same seed, same events' }),
};

/** An experiment of any pipeline, with every default filled in and every value checked. */
export interface BaseExperiment {
  readonly name: string;
  readonly title: string;
  readonly question: string;
  readonly seed: number;
}

/** Settings by their keys, before they are checked. */
export type RawSettings = Readonly<Record<string, unknown>>;

/**
 * How the experiments of a pipeline are configured. What its schema says of a setting is all that is said of it: the table
 * in the report, what a sweep may vary, `-p` and the JSON Schema are made from it.
 */
export interface ExperimentKind<C extends BaseExperiment = BaseExperiment> {
  /** Of an experiment file, whose keys but `title` and `question` have defaults. */
  readonly schema: z.ZodObject;
  /** What a sweep may vary, in the order in which it is shown. */
  readonly axes: readonly Axis<C>[];
  /** Settings that were called otherwise: the name of today by the earlier one. */
  readonly formerNames?: Readonly<Record<string, string>>;
  /** What is wrong between settings that are right by themselves: "excludedRampUpSeconds is 30: must be less than ...". */
  conflict?(experiment: C): string | undefined;
  /** The settings that follow from changed ones, unless they are changed as well. */
  following?(experiment: C, changes: RawSettings): RawSettings;
}

/**
 * Checks a raw experiment and fills in its defaults.
 *
 * @param source Where it came from, for messages: a file's path.
 * @throws UsageError BAD_EXPERIMENT naming every wrong key, its value and what is allowed.
 */
export function resolveExperiment<C extends BaseExperiment>(
  kind: ExperimentKind<C>,
  raw: unknown,
  name: string,
  source: string,
): C {
  // What the schema lets through is an experiment of its kind but for the name.
  const experiment = {
    name,
    ...parseSettings(kind.schema, raw, source, 'BAD_EXPERIMENT', {
      matrix: 'sweep',
      ...kind.formerNames,
    }),
  } as unknown as C;
  const conflict = kind.conflict?.(experiment);
  if (conflict !== undefined) throw new UsageError('BAD_EXPERIMENT', `${source}: ${conflict}`);
  return experiment;
}

/**
 * The experiment with some settings changed, and those that follow from them.
 *
 * @param source Where the changes came from, for messages.
 * @throws UsageError BAD_EXPERIMENT as {@link resolveExperiment}.
 */
export function changedExperiment<C extends BaseExperiment>(
  kind: ExperimentKind<C>,
  experiment: C,
  changes: RawSettings,
  source: string,
): C {
  const { name, ...raw } = experiment;
  const following = kind.following?.(experiment, changes);
  return resolveExperiment(kind, { ...raw, ...following, ...changes }, name, source);
}
