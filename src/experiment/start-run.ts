import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Experiment } from '../config/experiment.js';
import type { Settings } from '../config/settings.js';
import { assertFreeSpace } from '../core/disk-space.js';
import type { Reporter } from '../core/reporter.js';
import type { RunRecord } from '../runs/record.js';
import { createRun } from '../runs/store.js';
import { takeLock } from '../../setup/lock.mjs';
import { LEAST_FREE_MB } from './disk-needs.js';
import { reportFailure } from './failed-report.js';
import { runExperiment } from './run-experiment.js';
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

/**
 * Runs an experiment into a new folder, when no other run of this project goes on. A run that fails leaves a report too, of
 * what is known of it.
 *
 * @param origin What the record says of where the run comes from.
 */
export function startRun(
  experiment: Experiment,
  surroundings: RunSurroundings,
  origin: Pick<RunOptions, 'titlePage' | 'command'> = {},
): Promise<RunRecord> {
  return oneRunAtATime(surroundings, async () => {
    const { runId, run } = await createRun(surroundings.settings.paths, experiment.name);
    try {
      return await runExperiment({ experiment, runId, run, ...origin, ...surroundings });
    } catch (error) {
      const { settings, reporter, signal } = surroundings;
      await reportFailure({ paths: settings.paths, runId, reporter }, signal);
      throw error;
    }
  });
}
