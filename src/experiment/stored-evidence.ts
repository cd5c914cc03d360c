import { resultsSchema } from '../analysis/results.js';
import { latenciesSchema } from '../runs/latencies.js';
import { manifestSchema } from '../runs/manifest.js';
import { loadRunExperiment, loadRunFile, loadRunFileIfThere, type StoredRun } from '../runs/store.js';
import type { Evidence } from './verify/evidence.js';

/**
 * What lies in a run's folder.
 *
 * @throws StreambookError BAD_RUN when the run has no results, or a file cannot be read.
 */
export async function loadEvidence(run: StoredRun): Promise<Evidence> {
  return {
    record: run.record,
    experiment: await loadRunExperiment(run),
    results: await loadRunFile(
      resultsSchema,
      run.paths.results,
      `the run did not get so far; streambook analyze ${run.runId} makes it from what was written`,
    ),
    manifest: await loadRunFileIfThere(manifestSchema, run.paths.manifest),
    latencies: await loadRunFileIfThere(latenciesSchema, run.paths.latencies),
  };
}
