import type { BaseExperiment } from '../config/experiment.js';
import type { RunPaths } from '../config/paths.js';
import type { Settings } from '../config/settings.js';
import type { Pipeline } from '../experiment/pipeline.js';
import type { RunRecord } from '../runs/record.js';
import { loadRun, loadRunExperiment, loadRunFile } from '../runs/store.js';

/** A finished run: what was to be done, what was measured, what came of it. */
export interface RunData<C extends BaseExperiment = BaseExperiment, R = unknown> {
  readonly runId: string;
  readonly experiment: C;
  readonly record: RunRecord;
  readonly results: R;
  /** Where its output and files lie. */
  readonly paths: RunPaths;
}

/** @throws StreambookError NO_SUCH_RUN, BAD_RUN. */
export async function loadRunData<C extends BaseExperiment, R>(
  pipeline: Pipeline<C, R>,
  settings: Settings,
  runId: string,
): Promise<RunData<C, R>> {
  const stored = await loadRun([pipeline], settings.paths, runId);
  const { paths, record } = stored;
  const experiment = await loadRunExperiment(stored, pipeline);
  const results = await loadRunFile(
    (raw) => pipeline.results.parse(raw),
    paths.results,
    'the run did not get so far',
  );
  return { runId, experiment, record, results, paths };
}
