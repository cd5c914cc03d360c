import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BaseExperiment } from '../config/experiment.js';
import type { Settings } from '../config/settings.js';
import { assertFreeSpace } from '../core/disk-space.js';
import type { Reporter } from '../core/reporter.js';
import type { RunRecord } from '../runs/record.js';
import { createRun } from '../runs/store.js';
import { takeLock } from '../../setup/lock.mjs';
import { LEAST_FREE_MB } from './disk-needs.js';
import { reportFailure } from './failed-report.js';
import { runExperiment } from './run-experiment.js';
import { thisHost } from './host.js';
import type { Pipeline } from './pipeline.js';
import type { RunOptions } from './run-options.js';

export interface RunSurroundings {
  readonly settings: Settings;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  readonly keepTopic?: boolean | undefined;
}

/**
 * Takes the right to load the services; two runs at a time would disturb each other's latencies.
 *
 * @returns Gives the right back.
 */
export async function takeRunLock({
  settings,
  reporter,
  signal,
}: RunSurroundings): Promise<() => Promise<void>> {
  await mkdir(settings.paths.runs, { recursive: true });
  return takeLock(join(settings.paths.runs, '.lock'), {
    onWait: (line) => reporter.line(`one run at a time: ${line}`),
    signal,
  });
}

/** Does the work while no other run of this project goes on. */
export async function oneRunAtATime<T>(surroundings: RunSurroundings, work: () => Promise<T>): Promise<T> {
  await assertFreeSpace(surroundings.settings.paths.runs, LEAST_FREE_MB, 'a run');
  const release = await takeRunLock(surroundings);
  try {
    return await work();
  } finally {
    await release();
  }
}

/** What the record says of where a run comes from, and whom it is shown to. */
export interface RunOrigin extends Pick<RunOptions, 'titlePage' | 'command'> {
  /** In the run's id; the experiment's when absent. */
  readonly name?: string;
  /** Called with the record of a run that came to its report, also when the pipeline finds a fault with it. */
  readonly onReport?: (record: RunRecord) => void;
}

/**
 * Runs an experiment into a new folder. A run that fails leaves a report too, of what is known of it. Whoever calls this
 * sees to it that no other run goes on.
 *
 * @throws What made the run fail, and what its pipeline finds wrong with it.
 */
export async function makeRun(
  pipeline: Pipeline,
  experiment: BaseExperiment,
  surroundings: RunSurroundings,
  { name = experiment.name, onReport, ...origin }: RunOrigin = {},
): Promise<RunRecord> {
  const host = thisHost();
  const { runId, run } = await createRun(surroundings.settings.paths, name, host.now());
  let record: RunRecord;
  try {
    record = await runExperiment({ pipeline, experiment, runId, run, host, ...origin, ...surroundings });
  } catch (error) {
    const { settings, reporter, signal } = surroundings;
    await reportFailure({ paths: settings.paths, pipeline, runId, reporter }, signal);
    throw error;
  }
  onReport?.(record);
  const failure = pipeline.failureOf?.(record);
  if (failure !== undefined) throw failure.error;
  return record;
}

/** The same when no other run of this project goes on. */
export const startRun = (
  pipeline: Pipeline,
  experiment: BaseExperiment,
  surroundings: RunSurroundings,
  origin?: RunOrigin,
): Promise<RunRecord> =>
  oneRunAtATime(surroundings, () => makeRun(pipeline, experiment, surroundings, origin));
