import { z } from 'zod';
import { type Experiment, experimentSchema } from '../../config/experiment.js';
import { type Results, resultsSchema } from '../../pipelines/orders/analysis/results.js';
import type { Bundle, BundleSchemas, UnpackedBundle } from '../../report/bundle.js';

/** How the attached files are read that are of the pipeline. */
export const bundleSchemas = (): BundleSchemas<Experiment, Results> => ({
  experiment: experimentSchema.extend({ name: z.string() }),
  results: resultsSchema,
});

export type RunBundle = Bundle<Experiment, Results>;
export type UnpackedRunBundle = UnpackedBundle<Experiment, Results>;
