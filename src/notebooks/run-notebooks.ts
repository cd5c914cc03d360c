import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../config/settings.js';
import { sandboxExperiment } from '../pipelines/orders/notebooks/sandbox.js';
import { findOrMakeRun, RUN_VARIABLE } from '../pipelines/orders/notebooks/run.js';
import { loadRunData, type RunData } from '../pipelines/orders/notebooks/run-data.js';
import { StreambookError } from '../core/errors.js';
import { writeFileWhole, writeJson } from '../core/files.js';
import type { Reporter } from '../core/reporter.js';
import type { ExecutedNotebook } from '../runs/record.js';
import { loadRun, saveRecord } from '../runs/store.js';
import { startServices } from '../services/start.js';
import { stopServices } from '../services/stop.js';
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
import { cellHashes, type Notebook, type NotebookFile, readNotebook, selectNotebooks } from './source.js';

export interface RunNotebooksOptions {
  /** Names or beginnings of names; all notebooks when empty. */
  readonly names: readonly string[];
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

/** The cell is told by its number among the code cells, and by its source. */
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
    ...{ file: copy.file, workingFolder: settings.paths.notebooks, venv: settings.paths.venv },
    ...{ cellTimeoutSeconds, signal },
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
async function recordNotebooks(run: RunData, settings: Settings, executed: readonly ExecutedNotebook[]) {
  const { paths, record } = await loadRun(settings.paths, run.runId);
  const isKept = ({ name }: ExecutedNotebook) => !executed.some((notebook) => notebook.name === name);
  const notebooks = [...(record.notebooks ?? []).filter(isKept), ...executed];
  notebooks.sort((left, right) => left.name.localeCompare(right.name));
  await saveRecord(paths, { ...record, notebooks });
}

/**
 * Executes notebooks one after another, each in a kernel of its own. The sources stay as they are: the copies with
 * their outputs go into the folder of the run that the notebooks work on, and their hashes into its record.
 *
 * @returns The run whose folder has the copies.
 * @throws StreambookError UNKNOWN_NOTEBOOK, UNKNOWN_PARAMETER, BAD_PARAMETER before anything runs; CELL_FAILED, CELL_TIMED_OUT, KERNEL_DIED, KERNEL_FAILED naming notebook and cell.
 */
export async function runNotebooks(options: RunNotebooksOptions): Promise<RunData> {
  const { names, given, runId, settings, reporter, signal } = options;
  // 1. Know what is to be done, before anything is started.
  const chosen = await selectNotebooks(settings.paths.notebooks, names);
  const declared = await Promise.all(
    chosen.map(async (file) => declaredParameters(await readNotebook(file))),
  );
  const values = parameterValues(Object.assign({}, ...declared) as ParameterValues, given);
  const experiment = await sandboxExperiment(settings, values);

  // 2. Services for all of them, so that no notebook waits for a start.
  const services = await startServices({ settings, reporter, signal });
  try {
    // 3. The run that they work on.
    const run =
      runId === undefined
        ? await findOrMakeRun(settings, experiment, reporter, signal)
        : await loadRunData(settings, runId);
    await mkdir(run.paths.notebooks, { recursive: true });

    // 4. One after another; what was executed before a failure is recorded too.
    const executed: ExecutedNotebook[] = [];
    try {
      for (const notebook of chosen) executed.push(await runOne(notebook, values, run, options));
    } finally {
      await recordNotebooks(run, settings, executed);
    }
    return run;
  } finally {
    await stopServices({ settings, reporter }, services.stopAfterUse);
  }
}
