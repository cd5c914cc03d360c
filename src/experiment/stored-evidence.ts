import { latenciesSchema } from '../runs/latencies.js';
import { parseManifest } from '../runs/read-files.js';
import { loadRunExperiment, loadRunFileIfThere, type StoredRun } from '../runs/store.js';
import { StreambookError } from '../core/errors.js';
import type { Evidence } from './evidence.js';
import type { Pipeline } from './pipeline.js';

/**
 * What lies in a run's folder; without results when the run ended before it had any.
 *
 * @throws StreambookError BAD_RUN when a file cannot be read.
 */
export async function loadStoredEvidence(
  pipeline: Pipeline,
  run: StoredRun,
): Promise<Omit<Evidence, 'results'> & Partial<Pick<Evidence, 'results'>>> {
  const results = await loadRunFileIfThere((raw) => pipeline.results.parse(raw), run.paths.results);
  return {
    record: run.record,
    experiment: await loadRunExperiment(run, pipeline),
    ...(results !== undefined && { results }),
    manifest: await loadRunFileIfThere(parseManifest(pipeline), run.paths.manifest),
    latencies: await loadRunFileIfThere((raw) => latenciesSchema.parse(raw), run.paths.latencies),
  };
}

/** The same of a run that has results. @throws StreambookError BAD_RUN when it has none, or a file cannot be read. */
export async function loadEvidence(pipeline: Pipeline, run: StoredRun): Promise<Evidence> {
  const { results, ...evidence } = await loadStoredEvidence(pipeline, run);
  if (results !== undefined) return { ...evidence, results };
  const remedy = pipeline.analyze && `; streambook analyze ${run.runId} makes it from what was written`;
  throw new StreambookError(
    'BAD_RUN',
    `${run.paths.results} is missing; the run did not get so far${remedy ?? ''}`,
  );
}
