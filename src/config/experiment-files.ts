import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { firstLine, StreambookError } from '../runtime/errors.js';
import { readTextIfThere } from '../runtime/files.js';
import { type Experiment, resolveExperiment } from './experiment.js';

export const DEFAULT_EXPERIMENT = 'quick';

/** Names of the experiments in the folder. */
export async function listExperiments(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'))
    .sort();
}

/**
 * Reads an experiment by its name in the folder, or by the path of a JSON file.
 *
 * @throws StreambookError UNKNOWN_EXPERIMENT with the names there are; BAD_EXPERIMENT for what is wrong in the file.
 */
export async function loadExperiment(folder: string, nameOrFile: string): Promise<Experiment> {
  const isFile = nameOrFile.endsWith('.json');
  const file = isFile ? nameOrFile : join(folder, `${nameOrFile}.json`);
  const text = await readTextIfThere(file);
  if (text === undefined) {
    const known = (await listExperiments(folder)).join(', ');
    throw new StreambookError(
      'UNKNOWN_EXPERIMENT',
      `There is no experiment "${nameOrFile}"; there are ${known}, or give a .json file`,
    );
  }
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw new StreambookError('BAD_EXPERIMENT', `${file} is not JSON: ${firstLine(error)}`, { cause: error });
  }
  return resolveExperiment(raw, basename(file, '.json'), file);
}
