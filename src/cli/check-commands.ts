import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { resultsSchema } from '../analysis/results.js';
import { resolveExperiment } from '../config/experiment.js';
import { type ProjectPaths } from '../config/paths.js';
import { resolveSettings } from '../config/settings.js';
import { type Difference, differences, verifyNumbers } from '../experiment/verify.js';
import { timingsOf } from '../experiment/timings.js';
import { unbalancedBooks } from '../experiment/unbalanced-books.js';
import { readAttachedManifest } from '../report/pdf-attachment.js';
import { firstLine, hasCode, StreambookError } from '../runtime/errors.js';
import { terminalReporter } from '../runtime/reporter.js';
import { type Manifest, manifestSchema } from '../runs/manifest.js';
import { loadRun, loadRunFile } from '../runs/store.js';
import { differenceLines, timingsTable } from './comparison.js';
import { startRun } from '../experiment/start-run.js';

async function manifestOfPdf(file: string): Promise<Manifest> {
  try {
    return manifestSchema.parse(JSON.parse(await readAttachedManifest(file)));
  } catch (error) {
    if (error instanceof StreambookError) throw error;
    const why = hasCode(error, 'ENOENT') ? 'there is no such file' : firstLine(error);
    throw new StreambookError('BAD_REPORT', `${file} cannot be checked: ${why}`, { cause: error });
  }
}

/** The manifest of a run, checked against the results that lie beside it. */
async function manifestOfRun(paths: ProjectPaths, runId: string | undefined): Promise<Manifest> {
  const stored = await loadRun(paths, runId);
  const manifest = await loadRunFile(
    manifestSchema,
    stored.paths.manifest,
    'only a run with a report has one',
  );
  const results = await readFile(stored.paths.results, 'utf8');
  const { analysis } = resultsSchema.parse(JSON.parse(results));
  const changed = differences(manifest.numbers.analysis, analysis, 'analysis');
  if (changed.length === 0) return manifest;
  throw new StreambookError(
    'RESULTS_CHANGED',
    `${stored.paths.results} is not what the run wrote: ${differenceLines(changed).join('; ')}`,
  );
}

function assertSame(what: string, found: readonly Difference[]): void {
  if (found.length === 0) return;
  throw new StreambookError(
    'NOT_REPRODUCED',
    `${what}: ${found.length} numbers differ: ${differenceLines(found).join('; ')}`,
  );
}

async function verify(
  runOrPdf: string | undefined,
  { rerun }: { readonly rerun?: boolean },
  signal: AbortSignal,
): Promise<void> {
  const settings = resolveSettings();
  const manifest = runOrPdf?.endsWith('.pdf')
    ? await manifestOfPdf(runOrPdf)
    : await manifestOfRun(settings.paths, runOrPdf);
  const { run_id: runId, experiment, numbers } = manifest;
  assertSame(`Run ${runId} does not follow from its seed`, await verifyNumbers(manifest));
  const { valid, invalid } = numbers.events;
  console.log(
    `same: ${valid.count} valid and ${invalid.count} invalid events of seed ${experiment.seed} give every number of run ${runId}`,
  );
  if (!rerun) return;

  const { name, ...raw } = experiment;
  const record = await startRun(resolveExperiment(raw, name, 'manifest'), {
    ...{ settings, signal },
    reporter: terminalReporter(),
  });
  const unbalanced = unbalancedBooks(record);
  if (unbalanced !== undefined) throw unbalanced;
  const again = await manifestOfRun(settings.paths, record.run_id);
  console.log(timingsTable(runId, manifest.timings, record.run_id, again.timings));
  assertSame(`The repetition ${record.run_id} gave other data`, differences(numbers, again.numbers));
  console.log(`same: the repetition ${record.run_id} gave the same data`);
}

async function compare(first: string, second: string, { json }: { readonly json?: boolean }): Promise<void> {
  const { paths } = resolveSettings();
  const runs = await Promise.all([first, second].map((runId) => loadRun(paths, runId)));
  const sides = await Promise.all(
    runs.map(async ({ runId, paths: run, record }) => ({
      runId,
      timings: timingsOf(record),
      analysis: (await loadRunFile(resultsSchema, run.results, 'the run did not get so far')).analysis,
    })),
  );
  const [one, other] = sides as [(typeof sides)[0], (typeof sides)[0]];
  const different = differences(one.analysis, other.analysis, 'analysis');
  if (json) {
    console.log(JSON.stringify({ first: one, second: other, differences: different }, null, 2));
    return;
  }
  console.log(timingsTable(one.runId, one.timings, other.runId, other.timings));
  console.log(
    different.length === 0
      ? 'data: the same, number by number'
      : `data: ${different.length} numbers differ: ${differenceLines(different).join('; ')}`,
  );
}

/** `verify` and `compare`: whether a run holds, and how two differ. */
export function addCheckCommands(program: Command, signal: AbortSignal): void {
  program
    .command('verify')
    .description('work the numbers of a run or a report.pdf out again from its seed and compare them')
    .argument('[run or pdf]', 'run id, its folder or a report.pdf; the newest run when absent')
    .option('--rerun', 'repeat the experiment too, and compare data and timings')
    .action((runOrPdf: string | undefined, options: { rerun?: boolean }) =>
      verify(runOrPdf, options, signal),
    );

  program
    .command('compare')
    .description('set two runs side by side: timings with their ratio, and whether the data are the same')
    .argument('<first>', 'run id')
    .argument('<second>', 'run id')
    .option('--json', 'print JSON')
    .action((first: string, second: string, options: { json?: boolean }) => compare(first, second, options));
}
