import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Settings } from '../config/settings.js';
import { StreambookError, UsageError } from '../core/errors.js';
import { writeFileWhole, writeJson } from '../core/files.js';
import type { Reporter } from '../core/reporter.js';
import { pipelineNamed } from '../experiment/pipeline.js';
import type { ExecutedNotebook } from '../runs/record.js';
import { loadRun, saveRecord } from '../runs/store.js';
import { startServices } from '../services/start.js';
import { stopServices } from '../services/stop.js';
import type { Course } from './course.js';
import { executeNotebook, type ExecutionFailure } from './execute.js';
import { notebookFragments } from './fragments.js';
import { notebookPage } from './page.js';
import {
  declaredParameters,
  effectiveParameters,
  parameterValues,
  type ParameterValues,
  withParameters,
} from './parameters.js';
import { loadRunData, type RunData } from './run-data.js';
import { findOrMakeRun, RUN_VARIABLE } from './sandbox-run.js';
import { selectNotebooks } from './select.js';
import { cellHashes, type Notebook, type NotebookFile, readNotebook } from './source.js';

export interface RunNotebooksOptions {
  /** Names or their beginnings, alone ("02") or after their pipeline's ("lake/02"); all notebooks when empty. */
  readonly names: readonly string[];
  /** Only notebooks of this pipeline. */
  readonly pipeline?: string | undefined;
  /** Those whose notebooks there are. */
  readonly courses: readonly Course[];
  /** Values for parameters, as text. */
  readonly given: Readonly<Record<string, string>>;
  /** The run that the notebooks work on, and whose folder gets the copies; by default one of their experiment. */
  readonly runId?: string | undefined;
  readonly cellTimeoutSeconds: number;
  /** Exports each copy as a page, too. */
  readonly html: boolean;
  readonly settings: Settings;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

/** The cell is identified by its number among the code cells, and by its source. */
function failedError(name: string, notebook: Notebook, failure: ExecutionFailure): StreambookError {
  const { kind, cell, error } = failure;
  if (kind === 'start') return new StreambookError('KERNEL_FAILED', `${name}: ${error}`);
  const code = notebook.cells.filter(
    ({ cell_type: type, source }) => type === 'code' && source.trim() !== '',
  );
  const source = (code[cell - 1]?.source ?? '').split('\n').map((line) => `    ${line}`);
  const lines = error
    .trim()
    .split('\n')
    .map((line) => `  ${line}`);
  return new StreambookError(
    kind === 'cell' ? 'CELL_FAILED' : kind === 'dead' ? 'KERNEL_DIED' : 'CELL_TIMED_OUT',
    [`${name}: cell ${cell} of ${code.length} failed:`, ...source, '  with:', ...lines].join('\n'),
  );
}

/** Writes a page beside an executed copy. */
async function exportPage({ name, file }: NotebookFile, venv: string): Promise<void> {
  const { [file]: markup = '' } = await notebookFragments(venv, [file]);
  await writeFileWhole(file.replace(/\.ipynb$/, '.html'), notebookPage(name, markup));
}

/** Executes a copy of one notebook in the run's folder, with a line for each cell. */
async function runOne(
  { name, file }: NotebookFile,
  values: ParameterValues,
  run: RunData,
  options: RunNotebooksOptions,
): Promise<ExecutedNotebook> {
  const { settings, reporter, signal, cellTimeoutSeconds, html } = options;
  const source = await readNotebook({ name, file });
  const prepared = withParameters(source, values);
  const copy = { name, file: join(run.paths.notebooks, `${name}.ipynb`) };
  await writeJson(copy.file, prepared);
  let cells = 0;
  const failure = await executeNotebook({
    file: copy.file,
    workingFolder: dirname(file),
    venv: settings.paths.venv,
    cellTimeoutSeconds,
    signal,
    env: { ...process.env, [RUN_VARIABLE]: run.runId },
    onEvent(event) {
      if (event.event === 'start') cells = event.cells;
      if (event.event === 'cell')
        reporter.line(`${name}: cell ${event.cell} of ${cells} done in ${event.seconds} s`);
    },
  });
  if (failure !== undefined) throw failedError(name, prepared, failure);
  if (html) await exportPage(copy, settings.paths.venv);
  return {
    name,
    executed_at: new Date().toISOString(),
    parameters: effectiveParameters(source, values),
    cells: cellHashes(await readNotebook(copy)),
  };
}

/** Copies that were executed before keep their place in the record unless they were executed again. */
async function recordNotebooks(
  { pipeline }: Course,
  run: RunData,
  settings: Settings,
  executed: readonly ExecutedNotebook[],
) {
  const { paths, record } = await loadRun([pipeline], settings.paths, run.runId);
  const isKept = ({ name }: ExecutedNotebook) => !executed.some((notebook) => notebook.name === name);
  const notebooks = [...(record.notebooks ?? []).filter(isKept), ...executed];
  notebooks.sort((left, right) => left.name.localeCompare(right.name));
  await saveRecord(paths, { ...record, notebooks });
}

/** The notebooks of one course that were chosen. */
interface ChosenCourse {
  readonly course: Course;
  readonly files: readonly NotebookFile[];
}

/** Executes the notebooks of one course; what was executed before a failure is recorded too. */
async function runCourse(
  { course, files }: ChosenCourse,
  values: ParameterValues,
  options: RunNotebooksOptions,
): Promise<RunData> {
  const { runId, settings, reporter, signal } = options;
  const { pipeline } = course;
  const experiment = await course.experimentWith(settings.paths, values);
  const run =
    runId === undefined
      ? await findOrMakeRun({ pipeline, experiment, settings, reporter, signal })
      : await loadRunData(pipeline, settings, runId);
  await mkdir(run.paths.notebooks, { recursive: true });
  const executed: ExecutedNotebook[] = [];
  try {
    for (const file of files) executed.push(await runOne(file, values, run, options));
  } finally {
    await recordNotebooks(course, run, settings, executed);
  }
  return run;
}

/**
 * Executes notebooks one after another, each in a kernel of its own. The sources stay as they are: the copies with
 * their outputs go into the folder of the run that the notebooks work on, and their hashes into its record.
 *
 * @returns The runs whose folders have the copies, one for each pipeline.
 * @throws UsageError UNKNOWN_NOTEBOOK, UNKNOWN_PIPELINE, SEVERAL_PIPELINES, UNKNOWN_PARAMETER, BAD_PARAMETER before anything
 *   runs. StreambookError CELL_FAILED, CELL_TIMED_OUT, KERNEL_DIED, KERNEL_FAILED naming notebook and cell.
 */
export async function runNotebooks(options: RunNotebooksOptions): Promise<readonly RunData[]> {
  const { courses, names, given, runId, settings, reporter, signal } = options;
  // 1. Know what is to be done, before anything is started.
  const pipelines = courses.map(({ pipeline }) => pipeline);
  const searched = options.pipeline === undefined ? pipelines : [pipelineNamed(pipelines, options.pipeline)];
  const folders = searched.map(({ name }) => name);
  const notebooks = await selectNotebooks(settings.paths.notebooks, folders, names);
  const declared = await Promise.all(
    notebooks.map(async (file) => declaredParameters(await readNotebook(file))),
  );
  const values = parameterValues(Object.assign({}, ...declared) as ParameterValues, given);
  const chosen = courses
    .map((course) => ({
      course,
      files: notebooks.filter(({ pipeline }) => pipeline === course.pipeline.name),
    }))
    .filter(({ files }) => files.length > 0);
  if (runId !== undefined && chosen.length > 1) {
    const names = chosen.map(({ course }) => course.pipeline.name).join(', ');
    throw new UsageError(
      'SEVERAL_PIPELINES',
      `A run is of one pipeline, and the notebooks are of several (${names}): choose one with --pipeline`,
    );
  }

  // 2. Services for all of them, so that no notebook waits for a start.
  const needs = chosen.flatMap(({ course }) => course.pipeline.needs);
  const services = await startServices({ settings, reporter, signal, needs });
  try {
    // 3. Course by course, each on a run of its own pipeline.
    const runs: RunData[] = [];
    for (const each of chosen) runs.push(await runCourse(each, values, options));
    return runs;
  } finally {
    await stopServices({ settings, reporter }, services.stopAfterUse);
  }
}
