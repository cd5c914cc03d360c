import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type Experiment, experimentSchema, ordersKind } from '../config.js';
import { changedExperiment, type RawSettings } from '../../../config/experiment.js';
import { orders } from '../pipeline.js';
import type { Settings } from '../../../config/settings.js';
import { cellReporter } from '../../../notebooks/display/progress.js';
import { makeRun, oneRunAtATime } from '../../../experiment/start-run.js';
import { checkArguments } from '../../../core/arguments.js';
import type { Reporter } from '../../../core/reporter.js';
import type { RunRecord } from '../../../runs/record.js';
import { listRunIds } from '../../../runs/store.js';
import { SANDBOX, RUN } from './arguments.js';
import type { Sandbox } from './sandbox.js';
import { loadRunData, type RunData } from './run-data.js';

/** Names the run that notebooks are to work on; the runner of notebooks sets it. */
export const RUN_VARIABLE = 'STREAMBOOK_RUN';

/** The newest finished run of this very experiment. */
async function findRun(settings: Settings, experiment: Experiment): Promise<RunData | undefined> {
  for (const runId of (await listRunIds(settings.paths)).toReversed()) {
    const run = await loadRunData(settings, runId).catch(() => undefined);
    if (run?.record.status === 'done' && isDeepStrictEqual(run.experiment, experiment)) return run;
  }
  return undefined;
}

/** The newest finished run of an experiment; when there is none yet, it is made. */
export async function findOrMakeRun(
  settings: Settings,
  experiment: Experiment,
  reporter: Reporter,
  signal: AbortSignal = new AbortController().signal,
): Promise<RunData> {
  const known = await findRun(settings, experiment);
  if (known !== undefined) {
    reporter.line(`run ${known.runId}: stored already`);
    return known;
  }
  return oneRunAtATime({ settings, reporter, signal }, async () => {
    // Whoever was waited for may have made it.
    const made = await findRun(settings, experiment);
    if (made !== undefined) return made;
    reporter.line(
      `no finished run has these parameters: making one now, of ${experiment.durationSeconds} s and what comes before and after`,
    );
    const { run_id: runId } = await makeRun(orders, experiment, { settings, reporter, signal });
    return loadRunData(settings, runId);
  });
}

/** The run that this notebook works on: the one that it was told to use, else one of the sandbox's experiment. */
export async function sandboxRun(sandbox: Sandbox): Promise<RunData> {
  checkArguments('sandboxRun', { sandbox: SANDBOX }, sandbox);
  const { settings, experiment } = sandbox;
  const named = process.env[RUN_VARIABLE];
  sandbox.runs.shared = named
    ? await loadRunData(settings, named)
    : await findOrMakeRun(settings, experiment, cellReporter());
  return sandbox.runs.shared;
}

/** Everything of an experiment but its name; the values are checked with the whole experiment. */
const CHANGES = z.strictObject(
  Object.fromEntries(Object.keys(experimentSchema.shape).map((key) => [key, z.unknown().optional()])),
);

/**
 * Runs an experiment of your own: the sandbox's, with what you change of it. It is run once; asked for again, the
 * stored run is shown.
 *
 * @throws StreambookError BAD_EXPERIMENT for a change that does not exist or is not allowed.
 */
export async function runOwnExperiment(sandbox: Sandbox, changes: RawSettings): Promise<RunData> {
  checkArguments('runOwnExperiment', { sandbox: SANDBOX, changes: CHANGES }, sandbox, changes);
  const experiment = {
    ...changedExperiment(ordersKind, sandbox.experiment, changes, 'your experiment'),
    name: 'own',
  };
  sandbox.runs.own = await findOrMakeRun(sandbox.settings, experiment, cellReporter());
  return sandbox.runs.own;
}

const FIGURES: readonly (readonly [name: string, of: (record: RunRecord) => number | null | undefined])[] = [
  ['orders acknowledged', ({ ledger }) => ledger?.acked],
  ['orders lost', ({ ledger }) => ledger?.lost],
  ['micro-batches', ({ stream }) => stream?.batches],
  ['rows in a micro-batch', ({ stream }) => stream?.rows_per_batch],
  ['acknowledgement p50, ms', ({ producer }) => producer?.ack_ms.p50],
  ['acknowledgement p95, ms', ({ producer }) => producer?.ack_ms.p95],
  ['committed file p50, ms', ({ stream }) => stream?.commit_ms.p50],
  ['committed file p95, ms', ({ stream }) => stream?.commit_ms.p95],
  ['committed file p99, ms', ({ stream }) => stream?.commit_ms.p99],
];

/** The figures of two runs side by side. */
export function compareRuns(one: RunData, other: RunData) {
  checkArguments('compareRuns', { one: RUN, other: RUN }, one, other);
  return FIGURES.map(([figure, of]) => ({ figure, baseline: of(one.record), yours: of(other.record) }));
}
