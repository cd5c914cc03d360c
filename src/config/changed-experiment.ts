import { type Experiment, resolveExperiment } from './experiment.js';

/** What may be changed of an experiment from outside its file. */
export type ExperimentChanges = Partial<Omit<Experiment, 'name'>>;

/**
 * The experiment with some values changed. A shorter one also warms up and rehearses for less time, unless these are
 * changed as well.
 *
 * @param source Where the changes came from, for messages.
 * @throws StreambookError BAD_EXPERIMENT naming the first wrong value and what is allowed.
 */
export function changedExperiment(
  experiment: Experiment,
  changes: ExperimentChanges,
  source: string,
): Experiment {
  const { name, ...raw } = experiment;
  const { durationSeconds } = changes;
  const shortened = typeof durationSeconds === 'number' && {
    warmupSeconds: Math.min(raw.warmupSeconds, durationSeconds / 2),
    rehearsalSeconds: Math.min(raw.rehearsalSeconds, durationSeconds),
  };
  return resolveExperiment({ ...raw, ...shortened, ...changes }, name, source);
}
