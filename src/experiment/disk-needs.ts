import type { BaseExperiment } from '../config/experiment.js';
import type { Settings } from '../config/settings.js';
import { diskMbOf } from '../services/disk-needs.js';
import type { Pipeline } from './pipeline.js';

/** Once there is less, a run ends while it can still say why. */
export const LEAST_FREE_MB = 24;

/** Charts, pages and the report, and room to spare. */
const REPORT_MB = 60;

/** Disk space that a run takes up, with services of its own that have just been set up. */
export const neededMegabytes = (
  pipeline: Pipeline,
  experiment: BaseExperiment,
  { external }: Pick<Settings, 'external'>,
): number => diskMbOf(pipeline.needs, external) + REPORT_MB + (pipeline.diskMb?.(experiment) ?? 0);
