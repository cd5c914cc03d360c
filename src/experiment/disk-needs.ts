import { type Experiment, plannedEvents } from '../config/experiment.js';
import type { Settings } from '../config/settings.js';
import { USUAL_COMPONENTS } from '../services/components/index.js';
import { diskMbOf } from '../services/disk-needs.js';

/** Once there is less, a run ends while it can still say why. */
export const LEAST_FREE_MB = 24;

/** Charts, pages and the report, and room to spare. */
const REPORT_MB = 60;
/** Both replicas of an event and its row in the committed files. */
const KILOBYTES_PER_EVENT = 2;

/** Disk space that a run takes up, with services of its own that have just been set up. */
export function neededMegabytes(experiment: Experiment, { external }: Pick<Settings, 'external'>): number {
  const { valid, invalid } = plannedEvents(experiment);
  return (
    diskMbOf(USUAL_COMPONENTS, external) +
    REPORT_MB +
    Math.ceil(((valid + invalid) * KILOBYTES_PER_EVENT) / 1024)
  );
}
