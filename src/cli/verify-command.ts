import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type ProjectPaths } from '../config/paths.js';
import { resolveSettings } from '../config/settings.js';
import { compareRuns } from '../experiment/compare/compare-runs.js';
import { startRun } from '../experiment/start-run.js';
import { loadEvidence, loadStoredEvidence } from '../experiment/stored-evidence.js';
import type { Pipeline } from '../experiment/pipeline.js';
import { kindOf } from '../runs/run-kind.js';
import type { Evidence } from '../experiment/evidence.js';
import {
  attachedEvidence,
  type Verification,
  verifyReport,
  verifyRun,
  verifyUnfinishedRun,
} from '../experiment/verify/verify.js';
import { StreambookError, UsageError } from '../core/errors.js';
import { readTextIfThere } from '../core/files.js';
import { terminalReporter } from '../core/reporter.js';
import { loadRun, type StoredRun } from '../runs/store.js';
import { comparisonText } from './comparison.js';
import { folderTable, verifyFolder } from './verify-folder.js';
import {
  differenceText,
  failures,
  firstFew,
  numbersDiffer,
  isWordsOnly,
  verificationText,
} from './verification-text.js';

export interface VerifyOptions {
  readonly rerun?: boolean;
  readonly json?: boolean;
}

/** What a user may name: a stored run, a report, or a folder of reports. */
type Target =
  | { readonly kind: 'run'; readonly run: StoredRun }
  | { readonly kind: 'report'; readonly file: string }
  | { readonly kind: 'folder'; readonly folder: string };

async function findTarget(
  pipelines: readonly Pipeline[],
  paths: ProjectPaths,
  named: string | undefined,
): Promise<Target> {
  if (named === undefined) return { kind: 'run', run: await loadRun(pipelines, paths) };
  const found = await stat(named).catch(() => undefined);
  if (found?.isDirectory()) {
    const hasRecord = (await readTextIfThere(join(named, 'run.json'))) !== undefined;
    if (!hasRecord) return { kind: 'folder', folder: named };
    const folder = resolve(named);
    return {
      kind: 'run',
      run: await loadRun(pipelines, { ...paths, runs: dirname(folder) }, basename(folder)),
    };
  }
  if (found !== undefined && !named.toLowerCase().endsWith('.pdf')) {
    throw new UsageError('NO_PDF', `${named} is no PDF; name a report, a run or a folder of reports`);
  }
  if (found !== undefined) return { kind: 'report', file: named };
  if (named.toLowerCase().endsWith('.pdf')) {
    throw new UsageError('NO_SUCH_FILE', `${named} cannot be checked: there is no such file`);
  }
  return { kind: 'run', run: await loadRun(pipelines, paths, named) };
}

/** Exit code for reports of which only the words could be compared: neither verified nor refuted. */
const WORDS_ONLY_EXIT = 3;

async function checkFolder(
  pipelines: readonly Pipeline[],
  folder: string,
  json: boolean,
  signal: AbortSignal,
): Promise<void> {
  const checked = await verifyFolder(pipelines, folder, signal, (file, index, count) =>
    process.stderr.write(`checking ${index + 1} of ${count}: ${file}\n`),
  );
  console.log(json ? JSON.stringify(checked, null, 2) : folderTable(checked));
  if (checked.some(({ verdict }) => verdict === 'words hold')) process.exitCode = WORDS_ONLY_EXIT;
  const failed = checked.filter(({ verdict }) => verdict === 'DIFFERS' || verdict === 'unreadable').length;
  if (failed === 0) return;
  throw new StreambookError('NOT_VERIFIED', `${failed} of ${checked.length} reports do not hold`);
}

/** What a repetition is compared with: a run's folder has all of it, a report what is attached. */
async function rerun(pipeline: Pipeline, first: Evidence, signal: AbortSignal): Promise<void> {
  const settings = resolveSettings();
  const record = await startRun(pipeline, first.experiment, {
    settings,
    signal,
    reporter: terminalReporter(),
  });
  const second = await loadEvidence(pipeline, await loadRun([pipeline], settings.paths, record.run_id));
  const comparison = compareRuns(pipeline, first, second);
  console.log(comparisonText(first.record.run_id, record.run_id, comparison));
  if (comparison.data.length === 0) return;
  throw new StreambookError(
    'NOT_REPRODUCED',
    `The repetition ${record.run_id} gave other data: ${numbersDiffer(comparison.data.length)}: ${firstFew(comparison.data, differenceText).join('; ')}`,
  );
}

/**
 * Checks a run, a report, or every report of a folder, and prints what it found.
 *
 * @throws StreambookError NOT_VERIFIED after printing, when something does not hold.
 */
export async function verify(
  pipelines: readonly Pipeline[],
  named: string | undefined,
  { rerun: repeats = false, json = false }: VerifyOptions,
  signal: AbortSignal,
): Promise<void> {
  const target = await findTarget(pipelines, resolveSettings().paths, named);
  if (target.kind === 'folder') {
    if (repeats) {
      throw new UsageError('BAD_USAGE', `--rerun repeats one run, and ${target.folder} is a folder`);
    }
    return checkFolder(pipelines, target.folder, json, signal);
  }
  let verification: Verification;
  let evidence: Evidence | undefined;
  if (target.kind === 'report') {
    const pdf = await readFile(target.file);
    verification = await verifyReport(pipelines, pdf, target.file, { signal });
    if (repeats) evidence = await attachedEvidence(pipelines, pdf, target.file);
  } else {
    const pipeline = kindOf(pipelines, target.run.record.pipeline);
    const { results, ...stored } = await loadStoredEvidence(pipeline, target.run);
    if (results === undefined) verification = verifyUnfinishedRun(pipeline, stored);
    else {
      evidence = { ...stored, results };
      verification = await verifyRun(pipeline, evidence);
    }
  }
  console.log(json ? JSON.stringify(verification, null, 2) : verificationText(verification));
  if (!verification.holds) {
    const [first = '', ...others] = failures(verification);
    const more = others.length > 0 ? `, and ${others.length} more` : '';
    throw new StreambookError(
      'NOT_VERIFIED',
      `Run ${verification.runId} is not what it claims: ${first}${more}`,
    );
  }
  if (isWordsOnly(verification)) process.exitCode = WORDS_ONLY_EXIT;
  if (repeats && evidence !== undefined)
    await rerun(kindOf(pipelines, evidence.record.pipeline), evidence, signal);
}
