import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { firstLine, hasCode, UsageError } from '../core/errors.js';
import { readTextIfThere } from '../core/files.js';
import { didYouMean } from '../core/suggest.js';
import { type BaseExperiment, type ExperimentKind, resolveExperiment } from './experiment.js';
import { parseSweep, type Sweep } from './sweep.js';

/** What of a pipeline is needed to read its experiments. */
export interface Configurable<C extends BaseExperiment = BaseExperiment> {
  readonly name: string;
  readonly config: ExperimentKind<C>;
}

/** The experiment of a pipeline's type. */
export type ExperimentOf<P> = P extends Configurable<infer C> ? C : never;

/** An experiment in the folder of experiments, where each pipeline has a folder of its own. */
export interface ListedExperiment<P> {
  readonly pipeline: P;
  readonly name: string;
  readonly file: string;
}

/** An experiment file: one experiment, or with a sweep many that differ in what it lists. */
export interface ExperimentFile<P> {
  readonly pipeline: P;
  readonly experiment: ExperimentOf<P>;
  readonly sweep: Sweep | undefined;
  /** `orders/quick`; undefined for a file that is not in the folder of experiments. */
  readonly fullName: string | undefined;
}

async function filesOf<P extends Configurable>(
  folder: string,
  pipeline: P,
): Promise<readonly ListedExperiment<P>[]> {
  try {
    const files = await readdir(join(folder, pipeline.name));
    return files
      .filter((file) => file.endsWith('.json'))
      .sort()
      .map((file) => ({
        pipeline,
        name: basename(file, '.json'),
        file: join(folder, pipeline.name, file),
      }));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/** The experiments in the folder, pipeline by pipeline. */
export async function listExperiments<P extends Configurable>(
  folder: string,
  pipelines: readonly P[],
): Promise<readonly ListedExperiment<P>[]> {
  return (await Promise.all(pipelines.map((pipeline) => filesOf(folder, pipeline)))).flat();
}

const fullName = ({ pipeline, name }: ListedExperiment<Configurable>): string => `${pipeline.name}/${name}`;

/**
 * The file that is meant by `pipeline/experiment`, by the experiment's name alone, or by the path of a JSON file. Of
 * several pipelines that have an experiment of a name, the first is meant.
 *
 * @throws UsageError UNKNOWN_EXPERIMENT for a name that is not in the folder and for the path of a folder.
 */
async function findFile<P extends Configurable>(
  folder: string,
  pipelines: readonly P[],
  wanted: string,
): Promise<ListedExperiment<P> | { readonly file: string }> {
  const known = await listExperiments(folder, pipelines);
  const meant = known.filter((each) => fullName(each) === wanted || each.name === wanted);
  const names = known.map(fullName);
  if (meant[0] !== undefined) return meant[0];
  const found = await stat(wanted).catch(() => undefined);
  if (found?.isDirectory()) {
    throw new UsageError(
      'UNKNOWN_EXPERIMENT',
      `${wanted} is a folder; give the name of an experiment (${names.join(', ')}) or a .json file`,
    );
  }
  if (found !== undefined || wanted.endsWith('.json')) return { file: wanted };
  const near = didYouMean(wanted, wanted.includes('/') ? names : known.map(({ name }) => name));
  throw new UsageError(
    'UNKNOWN_EXPERIMENT',
    `There is no experiment "${wanted}".${near} There are ${names.join(', ')}; or give a .json file`,
  );
}

/** A file says itself which pipeline it is of, or its folder does; the first pipeline is meant otherwise. */
function pipelineOf<P extends Configurable>(pipelines: readonly P[], named: unknown, file: string): P {
  const byFolder = pipelines.find(({ name }) => name === basename(dirname(resolve(file))));
  const pipeline =
    named === undefined ? (byFolder ?? pipelines[0]) : pipelines.find(({ name }) => name === named);
  if (pipeline !== undefined) return pipeline;
  const names = pipelines.map(({ name }) => name).join(', ');
  throw new UsageError(
    'BAD_EXPERIMENT',
    `${file}: pipeline is ${JSON.stringify(named)}: must be one of ${names}`,
  );
}

const looseObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/**
 * Reads an experiment by its name, alone or after its pipeline's (`orders/quick`), or by the path of a JSON file.
 *
 * @param folder Has a folder for each pipeline.
 * @throws UsageError UNKNOWN_EXPERIMENT with the names there are; BAD_EXPERIMENT for what is wrong in the file.
 */
export async function loadExperimentFile<P extends Configurable>(
  folder: string,
  pipelines: readonly P[],
  nameOrFile: string,
): Promise<ExperimentFile<P>> {
  const found = await findFile(folder, pipelines, nameOrFile);
  const { file } = found;
  const listed = 'pipeline' in found ? found : undefined;
  const text = await readTextIfThere(file);
  if (text === undefined) throw new UsageError('UNKNOWN_EXPERIMENT', `There is no file ${nameOrFile}`);
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw new UsageError('BAD_EXPERIMENT', `${file} is not JSON: ${firstLine(error)}`, { cause: error });
  }
  // The stored configuration of a run (config.json) names its experiment itself, so a run can be repeated from it.
  const { sweep, name, pipeline: named, ...settings } = looseObject(raw);
  const pipeline = listed?.pipeline ?? pipelineOf(pipelines, named, file);
  const isNamed = typeof name === 'string' && name !== '';
  const isObject = typeof raw === 'object' && raw !== null && !Array.isArray(raw);
  const experiment = resolveExperiment(
    pipeline.config,
    isObject ? settings : raw,
    isNamed ? name : basename(file, '.json'),
    file,
  );
  return {
    pipeline,
    experiment: experiment as ExperimentOf<P>,
    fullName: listed && fullName(listed),
    sweep: sweep === undefined ? undefined : parseSweep(pipeline.config, sweep, `${file}: sweep`),
  };
}
