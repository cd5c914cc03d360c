import type { Command } from 'commander';
import { resolveSettings } from '../config/settings.js';
import { compareRuns } from '../experiment/compare/compare-runs.js';
import { UsageError } from '../core/errors.js';
import type { Pipeline } from '../experiment/pipeline.js';
import { kindOf } from '../runs/run-kind.js';
import { loadEvidence } from '../experiment/stored-evidence.js';
import { loadRun } from '../runs/store.js';
import { comparisonText } from './comparison.js';
import { verify, type VerifyOptions } from './verify-command.js';

async function compare(
  pipelines: readonly Pipeline[],
  first: string,
  second: string,
  { json }: { readonly json?: boolean },
): Promise<void> {
  const { paths } = resolveSettings();
  const [one, other] = [await loadRun(pipelines, paths, first), await loadRun(pipelines, paths, second)];
  const [pipeline, otherPipeline] = [one, other].map(({ record }) => kindOf(pipelines, record.pipeline));
  if (pipeline === undefined || pipeline !== otherPipeline) {
    throw new UsageError(
      'BAD_USAGE',
      `Runs of one pipeline can be compared: ${one.runId} is of ${pipeline?.name}, ${other.runId} of ${otherPipeline?.name}`,
    );
  }
  const comparison = compareRuns(
    pipeline,
    await loadEvidence(pipeline, one),
    await loadEvidence(pipeline, other),
  );
  console.log(
    json
      ? JSON.stringify({ first: one.runId, second: other.runId, ...comparison }, null, 2)
      : comparisonText(one.runId, other.runId, comparison),
  );
}

/** `verify` and `compare`: whether a run holds, and how two differ. */
export function addCheckCommands(
  program: Command,
  pipelines: readonly Pipeline[],
  signal: AbortSignal,
): void {
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
    .action((named: string | undefined, options: VerifyOptions) => verify(pipelines, named, options, signal));

  program
    .command('compare')
    .description('set two runs side by side: settings, timings with their ratio and its noise, and data')
    .argument('<first>', 'run id or its folder')
    .argument('<second>', 'run id or its folder')
    .option('--json', 'print JSON')
    .action((first: string, second: string, options: { json?: boolean }) =>
      compare(pipelines, first, second, options),
    );
}
