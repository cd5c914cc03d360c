import type { Command } from 'commander';
import { resultsSchema } from '../analysis/results.js';
import { resolveSettings } from '../config/settings.js';
import { timingsOf } from '../experiment/timings.js';
import { differences } from '../experiment/verify/check.js';
import { loadRun, loadRunFile } from '../runs/store.js';
import { differenceLines, timingsTable } from './comparison.js';
import { verify, type VerifyOptions } from './verify-command.js';

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
    .description(
      'check a run or a report: recompute it from its seed and its data, and print its pages again',
    )
    .argument(
      '[run, pdf or folder]',
      'run id or its folder, a report.pdf, or a folder of reports; the newest run when absent',
    )
    .option('--rerun', 'repeat the experiment too, and compare data and timings')
    .option('--json', 'print JSON')
    .action((named: string | undefined, options: VerifyOptions) => verify(named, options, signal));

  program
    .command('compare')
    .description('set two runs side by side: timings with their ratio, and whether the data are the same')
    .argument('<first>', 'run id')
    .argument('<second>', 'run id')
    .option('--json', 'print JSON')
    .action((first: string, second: string, options: { json?: boolean }) => compare(first, second, options));
}
