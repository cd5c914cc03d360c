import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { firstLine, UsageError } from '../core/errors.js';
import { readTextIfThere } from '../core/files.js';
import { didYouMean } from '../core/suggest.js';
import { type Experiment, parseSettings, resolveExperiment } from './experiment.js';
import { type Matrix, matrixSchema } from './matrix.js';

export const DEFAULT_EXPERIMENT = 'quick';

/** Names of the experiments in the folder. */
export async function listExperiments(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'))
    .sort();
}

/** An experiment file: one experiment, or with a matrix many that differ in what it lists. */
export interface ExperimentFile {
  readonly experiment: Experiment;
  readonly matrix: Matrix | undefined;
}

/**
 * The file that is meant by a name in the folder, or by the path of a JSON file.
 *
 * @throws UsageError UNKNOWN_EXPERIMENT for a name that is not in the folder, and for the path of a folder.
 */
async function experimentFile(folder: string, nameOrFile: string): Promise<string> {
  const known = await listExperiments(folder);
  if (known.includes(nameOrFile)) return join(folder, `${nameOrFile}.json`);
  const found = await stat(nameOrFile).catch(() => undefined);
  if (found?.isDirectory()) {
    throw new UsageError(
      'UNKNOWN_EXPERIMENT',
      `${nameOrFile} is a folder; give the name of an experiment (${known.join(', ')}) or a .json file`,
    );
  }
  if (found !== undefined || nameOrFile.endsWith('.json')) return nameOrFile;
  throw new UsageError(
    'UNKNOWN_EXPERIMENT',
    `There is no experiment "${nameOrFile}".${didYouMean(nameOrFile, known)} There are ${known.join(', ')}; or give a .json file`,
  );
}

/**
 * Reads an experiment by its name in the folder, or by the path of a JSON file.
 *
 * @throws UsageError UNKNOWN_EXPERIMENT with the names there are; BAD_EXPERIMENT for what is wrong in the file.
 */
export async function loadExperimentFile(folder: string, nameOrFile: string): Promise<ExperimentFile> {
  const file = await experimentFile(folder, nameOrFile);
  const text = await readTextIfThere(file);
  if (text === undefined) throw new UsageError('UNKNOWN_EXPERIMENT', `There is no file ${nameOrFile}`);
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw new UsageError('BAD_EXPERIMENT', `${file} is not JSON: ${firstLine(error)}`, { cause: error });
  }
  // The stored configuration of a run (config.json) names its experiment itself, so a run can be repeated from it.
  const { matrix, name, ...settings } = looseObject(raw);
  const isNamed = typeof name === 'string' && name !== '';
  const experiment = resolveExperiment(
    matrix === undefined && !isNamed ? raw : settings,
    isNamed ? name : basename(file, '.json'),
    file,
  );
  return {
    experiment,
    matrix: matrix === undefined ? undefined : parseSettings(matrixSchema, matrix, `${file}: matrix`),
  };
}

const looseObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** The experiment of a file alone; of a matrix, the one that it varies. Throws as {@link loadExperimentFile}. */
export async function loadExperiment(folder: string, nameOrFile: string): Promise<Experiment> {
  return (await loadExperimentFile(folder, nameOrFile)).experiment;
}
