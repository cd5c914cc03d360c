import type { ProjectPaths } from '../config/paths.js';
import type { FailedRun } from '../report/input.js';
import { writeFailedRun } from '../report/failed-run.js';
import type { WrittenReport } from '../report/write.js';
import { firstLine, StreambookError } from '../core/errors.js';
import type { Reporter } from '../core/reporter.js';
import { lastLogLines } from '../runs/run-log.js';
import { isGoingOn, loadRun, loadRunExperiment, type StoredRun } from '../runs/store.js';
import type { Pipeline } from './pipeline.js';
import { pipelineReport } from './pipeline-report.js';
import { reportFolder } from './render.js';

const LOG_LINES = 40;

/** How much the run committed; undefined when a file is missing or torn. */
async function committedSoFar(
  pipeline: Pipeline,
  run: StoredRun,
  signal: AbortSignal,
): Promise<FailedRun['committed']> {
  try {
    return await pipeline.committed?.(run, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof StreambookError) return undefined;
    throw error;
  }
}

/**
 * Prints what is known of a run that has no results.
 *
 * @throws StreambookError RUN_GOES_ON when its process is still at work.
 */
export async function renderFailedRun(
  pipeline: Pipeline,
  paths: ProjectPaths,
  run: StoredRun,
  signal: AbortSignal,
): Promise<WrittenReport> {
  const { record } = run;
  if (isGoingOn(record)) {
    throw new StreambookError(
      'RUN_GOES_ON',
      `Run ${run.runId} is still going on, in process ${record.process.pid}: wait for its end, or stop it with Ctrl-C`,
    );
  }
  const known = {
    record,
    experiment: await loadRunExperiment(run, pipeline),
    committed: await committedSoFar(pipeline, run, signal),
    log: await lastLogLines(run.paths, LOG_LINES),
  };
  return writeFailedRun(pipelineReport(pipeline), known, reportFolder(paths, run.runId), { signal });
}

/** A run has failed already; its report must not hold the terminal for long. */
const PRINT_TIMEOUT_MS = 60_000;

/**
 * Prints the report of a run that has just failed, if that is possible at all: what it failed of is what counts. After
 * Ctrl-C nothing is printed, because whoever pressed it does not want to wait.
 */
export async function reportFailure(
  {
    paths,
    pipeline,
    runId,
    reporter,
  }: {
    readonly paths: ProjectPaths;
    readonly pipeline: Pipeline;
    readonly runId: string;
    readonly reporter: Reporter;
  },
  signal: AbortSignal,
): Promise<void> {
  const late = new AbortController();
  // Not AbortSignal.timeout: inside `any`, Node.js 20 forgets it at the next garbage collection.
  const timer = setTimeout(() => late.abort(new Error('printing took too long')), PRINT_TIMEOUT_MS);
  try {
    if (signal.aborted) {
      reporter.line(`streambook report ${runId} prints what is known of this run`);
      return;
    }
    const limited = AbortSignal.any([signal, late.signal]);
    const { pdf } = await renderFailedRun(pipeline, paths, await loadRun([pipeline], paths, runId), limited);
    reporter.line(`what is known of the failed run: ${pdf}`);
  } catch (error) {
    reporter.line(`the failed run has no report: ${firstLine(error)}`);
  } finally {
    clearTimeout(timer);
  }
}
