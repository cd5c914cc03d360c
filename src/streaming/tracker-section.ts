import { toHundredths } from '../core/units.js';
import type { TrackerFigures } from './tracker-counts.js';

/** What a tracker measured, as `run.json` has it. */
export const trackerSection = ({ processed, errors, commits, throughputEps, endToEnd }: TrackerFigures) => ({
  processed,
  errors,
  commits,
  throughput_eps: toHundredths(throughputEps),
  end_to_end_ms: endToEnd.percentilesMs(),
});
