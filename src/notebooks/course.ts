import type { z } from 'zod';
import type { BaseExperiment } from '../config/experiment.js';
import type { ProjectPaths } from '../config/paths.js';
import type { Pipeline } from '../experiment/pipeline.js';
import type { TopicLayout } from '../kafka/topics.js';
import type { Exercise } from './exercises/exercise.js';
import type { ParameterValues } from './parameters.js';

/** What the notebooks of a pipeline need beside it. */
export interface Course<C extends BaseExperiment = BaseExperiment, R = unknown> {
  /** Its name is that of its folder of notebooks. */
  readonly pipeline: Pipeline<C, R>;
  /** What the parameters cell of a notebook may give; each may be left out. */
  readonly parameters: z.ZodType;
  /** The experiment that parameters ask for. @throws StreambookError UNKNOWN_EXPERIMENT, BAD_EXPERIMENT. */
  experimentWith(paths: ProjectPaths, parameters: ParameterValues): Promise<C>;
  /** The topic of each sandbox: what its name begins with, and what it is like. */
  readonly topic: { readonly prefix: string; readonly layout: TopicLayout };
  /** Settings of the Spark session of each sandbox. */
  readonly sparkSettings: Readonly<Record<string, string>>;
  readonly exercises: readonly Exercise[];
}
