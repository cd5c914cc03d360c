import type { z } from 'zod';
import type { BaseExperiment } from '../config/experiment.js';
import type { ProjectPaths } from '../config/paths.js';
import type { ComponentName } from '../config/service-variables.js';
import type { Pipeline } from '../experiment/pipeline.js';
import type { Exercise } from './exercises/exercise.js';
import type { ParameterValues } from './parameters.js';
import type { SandboxOpening } from './sandbox-parts.js';

/** What the notebooks of a pipeline need beside it. */
export interface Course<
  C extends BaseExperiment = BaseExperiment,
  R = unknown,
  N extends ComponentName = never,
  P extends object = object,
> {
  /** Its name is that of its folder of notebooks. */
  readonly pipeline: Pipeline<C, R, N>;
  /** What the parameters cell of a notebook may give; each may be left out. */
  readonly parameters: z.ZodType;
  /** The experiment that parameters ask for. @throws StreambookError UNKNOWN_EXPERIMENT, BAD_EXPERIMENT. */
  experimentWith(paths: ProjectPaths, parameters: ParameterValues): Promise<C>;
  /** Opens what each sandbox has of the pipeline's services for itself. */
  openParts(opening: SandboxOpening<N>): Promise<P>;
  readonly exercises: readonly Exercise[];
}
