import { type Results, resultsSchema } from '../analysis/results.js';
import { type Experiment, ordersKind } from '../config.js';
import type { RunPaths } from '../../../config/paths.js';
import type { Settings } from '../../../config/settings.js';
import type { RunRecord } from '../../../runs/record.js';
import { loadRun, loadRunExperiment, loadRunFile } from '../../../runs/store.js';

/** A finished run: what was to be done, what was measured, what the orders tell. */
export interface RunData {
  readonly runId: string;
  readonly experiment: Experiment;
  readonly record: RunRecord;
  readonly results: Results;
  /** Where its orders and files lie. */
  readonly paths: RunPaths;
}

/** @throws StreambookError NO_SUCH_RUN, BAD_RUN. */
export async function loadRunData(settings: Settings, runId: string): Promise<RunData> {
  const stored = await loadRun(settings.paths, runId);
  const { paths, record } = stored;
  const experiment = await loadRunExperiment(stored, ordersKind);
  const results = await loadRunFile(resultsSchema, paths.results, 'the run did not get so far');
  return { runId, experiment, record, results, paths };
}
