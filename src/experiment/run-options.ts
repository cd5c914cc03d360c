import type { BaseExperiment } from '../config/experiment.js';
import type { RunPaths } from '../config/paths.js';
import type { Settings } from '../config/settings.js';
import type { TitlePage } from '../config/title-page.js';
import type { RunLog } from '../runs/run-log.js';
import type { Reporter } from '../core/reporter.js';
import type { Host } from './host.js';
import type { Pipeline } from './pipeline.js';

export interface RunOptions {
  readonly pipeline: Pipeline;
  readonly experiment: BaseExperiment;
  readonly runId: string;
  /** Arguments of streambook that repeat the run, for the record. */
  readonly command?: readonly string[] | undefined;
  /** The run's folder, made and empty. */
  readonly run: RunPaths;
  readonly titlePage?: TitlePage | undefined;
  readonly settings: Settings;
  readonly host: Host;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  /** Leaves the run's topic on the brokers at its end. */
  readonly keepTopic?: boolean | undefined;
}

/** The same once the run has begun. */
export interface BegunRun extends RunOptions {
  readonly log: RunLog;
}
