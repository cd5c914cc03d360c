import type { BaseExperiment } from '../config/experiment.js';
import type { Latencies } from '../runs/latencies.js';
import type { Manifest } from '../runs/manifest.js';
import type { RunRecord } from '../runs/record.js';

/** What a run left of itself: in its folder, or attached to its report. */
export interface Evidence<C extends BaseExperiment = BaseExperiment, R = unknown> {
  readonly experiment: C;
  readonly record: RunRecord;
  readonly results: R;
  /** Only a run that came to its report has one. */
  readonly manifest: Manifest | undefined;
  /** Runs of earlier versions have none. */
  readonly latencies: Latencies | undefined;
}
