import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type BaseExperiment, changedExperiment } from '../config/experiment.js';
import type { Settings } from '../config/settings.js';
import { checkArguments } from '../core/arguments.js';
import type { Reporter } from '../core/reporter.js';
import type { Pipeline } from '../experiment/pipeline.js';
import { makeRun, oneRunAtATime } from '../experiment/start-run.js';
import { listRunIds } from '../runs/store.js';
import { SANDBOX } from './arguments.js';
import { cellReporter } from './display/progress.js';
import { loadRunData, type RunData } from './run-data.js';
import type { Sandbox } from './sandbox.js';

/** Names the run that notebooks are to work on; the runner of notebooks sets it. */
export const RUN_VARIABLE = 'STREAMBOOK_RUN';

/** What a run is looked for or made with. */
export interface RunSearch<C extends BaseExperiment, R> {
  readonly pipeline: Pipeline<C, R>;
  readonly experiment: C;
  readonly settings: Settings;
  readonly reporter: Reporter;
  readonly signal?: AbortSignal;
  /** Makes a run; tests have one that needs no services. */
  readonly make?: typeof makeRun;
}

/** The newest finished run of this very experiment. */
async function findRun<C extends BaseExperiment, R>(
  search: RunSearch<C, R>,
): Promise<RunData<C, R> | undefined> {
  const { pipeline, experiment, settings } = search;
  for (const runId of (await listRunIds(settings.paths)).toReversed()) {
    const run = await loadRunData(pipeline, settings, runId).catch(() => undefined);
    if (run?.record.status === 'done' && isDeepStrictEqual(run.experiment, experiment)) return run;
  }
  return undefined;
}

/** How long a run will take, as far as its experiment says. */
function lengthOf(experiment: object): string {
  const seconds = 'durationSeconds' in experiment ? experiment.durationSeconds : undefined;
  return typeof seconds === 'number' ? `, of ${seconds} s and what comes before and after` : '';
}

/** The newest finished run of an experiment; when there is none yet, it is made. */
export async function findOrMakeRun<C extends BaseExperiment, R>(
  search: RunSearch<C, R>,
): Promise<RunData<C, R>> {
  const { pipeline, experiment, settings, reporter, make = makeRun } = search;
  const { signal = new AbortController().signal } = search;
  const known = await findRun(search);
  if (known !== undefined) {
    reporter.line(`run ${known.runId}: stored already`);
    return known;
  }
  return oneRunAtATime({ settings, reporter, signal }, async () => {
    // Whoever was waited for may have made it.
    const made = await findRun(search);
    if (made !== undefined) return made;
    reporter.line(`no finished run has these parameters: making one now${lengthOf(experiment)}`);
    const { run_id: runId } = await make(pipeline, experiment, { settings, reporter, signal });
    return loadRunData(pipeline, settings, runId);
  });
}

/** The run that this notebook works on: the one that it was told to use, else one of the sandbox's experiment. */
export async function sandboxRun<C extends BaseExperiment, R>(
  sandbox: Sandbox<C, R>,
): Promise<RunData<C, R>> {
  checkArguments('sandboxRun', { sandbox: SANDBOX }, sandbox);
  const { pipeline, settings, experiment } = sandbox;
  const named = process.env[RUN_VARIABLE];
  const run = named
    ? await loadRunData(pipeline, settings, named)
    : await findOrMakeRun({ pipeline, experiment, settings, reporter: cellReporter() });
  sandbox.runs.shared = run;
  return run;
}

/** Settings by their names; the values are checked with the whole experiment. */
const changesOf = ({ config }: Pipeline) =>
  z.strictObject(
    Object.fromEntries(Object.keys(config.schema.shape).map((key) => [key, z.unknown().optional()])),
  );

/**
 * Runs an experiment of your own: the sandbox's, with what you change of it. It is run once; asked for again, the
 * stored run is shown.
 *
 * @throws StreambookError BAD_EXPERIMENT for a change that does not exist or is not allowed.
 */
export async function runOwnExperiment<C extends BaseExperiment, R>(
  sandbox: Sandbox<C, R>,
  changes: Partial<Omit<C, 'name'>>,
): Promise<RunData<C, R>> {
  checkArguments('runOwnExperiment', { sandbox: SANDBOX }, sandbox);
  const { pipeline, settings } = sandbox;
  const parameters = { sandbox: SANDBOX, changes: changesOf(pipeline) };
  checkArguments('runOwnExperiment', parameters, sandbox, changes);
  const changed = changedExperiment(pipeline.config, sandbox.experiment, changes, 'your experiment');
  const experiment = { ...changed, name: 'own' };
  const run = await findOrMakeRun({ pipeline, experiment, settings, reporter: cellReporter() });
  sandbox.runs.own = run;
  return run;
}
