import { mkdir, readdir } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { z } from 'zod';
import { type BaseExperiment, type ExperimentKind, resolveExperiment } from '../config/experiment.js';
import { type ProjectPaths, runPaths, type RunPaths } from '../config/paths.js';
import { hasCode, StreambookError, UsageError } from '../core/errors.js';
import { overwriteJson, readTextIfThere, writeJson } from '../core/files.js';
import { didYouMean } from '../core/suggest.js';
import { isOfThisSystem, isPidAlive } from '../../setup/process-identity.mjs';
import { parseRecord, readJson, settingsOfRun } from './read-files.js';
import type { RunRecord } from './record.js';
import type { RunKind } from './run-kind.js';

const storedSettingsSchema = z.looseObject({ name: z.string() });

/** A run on disk. */
export interface StoredRun {
  readonly runId: string;
  readonly paths: RunPaths;
  readonly record: RunRecord;
}

/** `20260131-093000-quick`: sorts by time, says what it was. */
export function newRunId(experimentName: string, now: Date): string {
  const timestamp = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${timestamp}-${experimentName}`;
}

/**
 * Makes the folder of a new run.
 *
 * @throws StreambookError RUN_EXISTS: a run is never overwritten.
 */
export async function createRunFolder(paths: ProjectPaths, runId: string): Promise<RunPaths> {
  await mkdir(paths.runs, { recursive: true });
  const run = runPaths(paths.runs, runId);
  try {
    await mkdir(run.folder);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) {
      throw new StreambookError(
        'RUN_EXISTS',
        `Run ${runId} exists already in ${run.folder}; runs are never overwritten`,
      );
    }
    throw error;
  }
  await mkdir(run.logs);
  return run;
}

/** A new run with a folder of its own; runs that begin in the same second are told apart by a number. */
export async function createRun(
  paths: ProjectPaths,
  experimentName: string,
  now: Date,
): Promise<{ readonly runId: string; readonly run: RunPaths }> {
  const first = newRunId(experimentName, now);
  for (let number = 1; ; number += 1) {
    const runId = number === 1 ? first : `${first}-${number}`;
    try {
      return { runId, run: await createRunFolder(paths, runId) };
    } catch (error) {
      if (!(error instanceof StreambookError && error.code === 'RUN_EXISTS')) throw error;
    }
  }
}

/** What says how a run ended, without all that it measured. */
function outlineOf(record: RunRecord): RunRecord {
  const { format, version, run_id, pipeline, experiment, status, seed, process, phases } = record;
  const { started_at, finished_at, error, incidents } = record;
  return {
    format,
    version,
    run_id,
    pipeline,
    experiment,
    status,
    seed,
    process,
    phases,
    started_at,
    ...(finished_at !== undefined && { finished_at }),
    ...(error !== undefined && { error }),
    ...(incidents !== undefined && { incidents }),
    sections: {},
  };
}

/** On a full disk the record takes the room of the one before, if need be without what was measured. */
export async function saveRecord(run: Pick<RunPaths, 'record'>, record: RunRecord): Promise<void> {
  try {
    await writeJson(run.record, record);
  } catch (error) {
    if (!hasCode(error, 'ENOSPC')) throw error;
    await overwriteJson(run.record, record)
      .catch(() => overwriteJson(run.record, outlineOf(record)))
      .catch(() => {
        throw error;
      });
  }
}

/**
 * Whether the process that makes the run is still at work; one that is gone while the record says so was killed. A later
 * process that has its id, for instance after the machine was started again, is not taken for it.
 */
export const isGoingOn = ({ status, process: { pid, start, boot, namespace } }: RunRecord): boolean =>
  status === 'running' &&
  (boot === undefined || namespace === undefined || isOfThisSystem({ boot, namespace })) &&
  isPidAlive(pid, start);

/** Ids of all stored runs, the oldest first. */
export async function listRunIds(paths: ProjectPaths): Promise<readonly string[]> {
  try {
    const entries = await readdir(paths.runs, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/** A shell completes a run's id to the path of its folder, which means the same. */
function idOf(paths: ProjectPaths, runIdOrFolder: string): string {
  const isFolder = dirname(resolve(runIdOrFolder)) === resolve(paths.runs);
  return isFolder ? basename(runIdOrFolder) : runIdOrFolder;
}

/**
 * Reads a stored run.
 *
 * @param kinds What there are runs of.
 * @param run Its id or the path of its folder; the newest run when absent.
 * @throws UsageError NO_SUCH_RUN with the runs that there are. StreambookError BAD_RUN when its record cannot be read.
 */
export async function loadRun(
  kinds: readonly RunKind[],
  paths: ProjectPaths,
  run?: string,
): Promise<StoredRun> {
  const known = await listRunIds(paths);
  const wanted = run === undefined ? known.at(-1) : idOf(paths, run);
  if (wanted === undefined) {
    throw new StreambookError('NO_SUCH_RUN', 'There is no run yet; make one with: npm run report');
  }
  if (!known.includes(wanted)) {
    const newest = known.slice(-3).reverse();
    const there = newest.length === 0 ? 'There is none yet' : `The newest are ${newest.join(', ')}`;
    throw new UsageError(
      'NO_SUCH_RUN',
      `There is no run "${wanted}" in ${paths.runs}.${didYouMean(wanted, known)} ${there}`,
    );
  }
  const files = runPaths(paths.runs, wanted);
  const text = await readTextIfThere(files.record);
  if (text === undefined) {
    throw new StreambookError('BAD_RUN', `${files.record} is missing: the run was killed before it began`);
  }
  return { runId: wanted, paths: files, record: readJson(text, files.record, parseRecord(kinds)) };
}

/** The experiment that a stored run was, as it was resolved then. */
export async function loadRunExperiment<C extends BaseExperiment>(
  { record, paths }: StoredRun,
  kind: RunKind & { readonly config: ExperimentKind<C> },
): Promise<C> {
  const text = await readTextIfThere(paths.config);
  if (text === undefined) throw new StreambookError('BAD_RUN', `${paths.config} is missing`);
  const { name, ...stored } = readJson(text, paths.config, (raw) =>
    storedSettingsSchema.parse(settingsOfRun(kind, record, raw)),
  );
  const settings = Object.fromEntries(Object.entries(stored).filter(([key]) => key !== 'pipeline'));
  return resolveExperiment(kind.config, settings, name, paths.config);
}

/** Reads a JSON file of a stored run and checks it; undefined when there is none. */
export async function loadRunFileIfThere<T>(
  parse: (raw: unknown) => T,
  file: string,
): Promise<T | undefined> {
  const text = await readTextIfThere(file);
  return text === undefined ? undefined : readJson(text, file, parse);
}

/** Reads a JSON file that a stored run must have. */
export async function loadRunFile<T>(parse: (raw: unknown) => T, file: string, fix: string): Promise<T> {
  const content = await loadRunFileIfThere(parse, file);
  if (content === undefined) throw new StreambookError('BAD_RUN', `${file} is missing; ${fix}`);
  return content;
}
