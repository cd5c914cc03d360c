import {
  listExperiments as listOf,
  loadExperimentFile as loadOf,
  type ExperimentFile,
} from '../../config/experiment-files.js';
import { type Experiment, ordersKind } from './config.js';

const ORDERS = { name: 'orders', config: ordersKind } as const;

/** The one that is meant when nobody names one. */
export const DEFAULT_EXPERIMENT = 'quick';

/** Names of this pipeline's experiments in the folder of experiments. */
export const listExperiments = async (folder: string): Promise<readonly string[]> =>
  (await listOf(folder, [ORDERS])).map(({ name }) => name);

/** Reads an experiment file of this pipeline. Throws as `loadExperimentFile` does. */
export const loadExperimentFile = (
  folder: string,
  nameOrFile: string,
): Promise<ExperimentFile<typeof ORDERS>> => loadOf(folder, [ORDERS], nameOrFile);

/** The experiment of a file alone; of a sweep, the one that it varies. Throws as {@link loadExperimentFile}. */
export const loadExperiment = async (folder: string, nameOrFile: string): Promise<Experiment> =>
  (await loadExperimentFile(folder, nameOrFile)).experiment;
