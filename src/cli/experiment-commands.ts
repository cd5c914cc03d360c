import { existsSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { type Command, Option } from 'commander';
import { type BaseExperiment, changedExperiment } from '../config/experiment.js';
import { settingsOf } from '../config/setting.js';
import { gridPoints } from '../config/sweep.js';
import { listExperiments, loadExperimentFile } from '../config/experiment-files.js';
import type { ProjectPaths } from '../config/paths.js';
import { resolveSettings } from '../config/settings.js';
import { resolveTitlePage } from '../config/title-page.js';
import { type Pipeline, pipelineNamed } from '../experiment/pipeline.js';
import { renderFailedRun } from '../experiment/failed-report.js';
import { renderReport } from '../experiment/render.js';
import { reportSweep } from '../experiment/sweep-summary.js';
import { runSweep } from '../experiment/run-sweep.js';
import { oneRunAtATime, startRun } from '../experiment/start-run.js';
import { loadAppendix } from '../notebooks/appendix.js';
import { splitParameter } from '../notebooks/parameters.js';
import { StreambookError } from '../core/errors.js';
import { terminalReporter } from '../core/reporter.js';
import type { RunRecord } from '../runs/record.js';
import { listRunIds, loadRun, loadRunExperiment, saveRecord, type StoredRun } from '../runs/store.js';
import { kindOf } from '../runs/run-kind.js';
import { titlesOf } from '../services/components/index.js';
import { positiveInteger, positiveNumber, seedNumber } from '../config/option-values.js';
import { filterRuns, type ListedRun, RUN_STATUSES, type RunFilters, runsTable } from './runs-table.js';
import { runSummary } from './summaries.js';
import { addTitlePageOptions, titlePageOf, type TitlePageOptions } from './title-page-options.js';

const settingKeys = ({ config, name }: Pipeline): string =>
  `of ${name}: ${settingsOf(config.schema)
    .map(({ key }) => key)
    .join(', ')}`;

/** `partitions=3` as a key and its value: JSON where it is JSON, else a text. */
function settingGiven(text: string): readonly [key: string, value: unknown] {
  const [key, value] = splitParameter(text);
  try {
    return [key, JSON.parse(value)];
  } catch {
    return [key, value];
  }
}

interface RunOptions extends TitlePageOptions {
  readonly seed?: number;
  readonly durationSeconds?: number;
  readonly parameter?: readonly string[];
  readonly json?: boolean;
  readonly fresh?: boolean;
  readonly keepTopic?: boolean;
}

/** The experiment with what the command line changes of it. */
const withChanges = (
  { config }: Pipeline,
  experiment: BaseExperiment,
  { seed, durationSeconds, parameter = [] }: RunOptions,
): BaseExperiment =>
  changedExperiment(
    config,
    experiment,
    {
      ...(seed !== undefined && { seed }),
      ...(durationSeconds !== undefined && { durationSeconds }),
      ...Object.fromEntries(parameter.map(settingGiven)),
    },
    'command line',
  );

/** A run that cannot be read is listed all the same. */
async function listedRun(
  pipelines: readonly Pipeline[],
  paths: ProjectPaths,
  runId: string,
): Promise<ListedRun> {
  try {
    const stored = await loadRun(pipelines, paths, runId);
    const pipeline = kindOf(pipelines, stored.record.pipeline);
    const experiment = await loadRunExperiment(stored, pipeline).catch(() => undefined);
    return { runId, record: stored.record, pipeline, experiment };
  } catch {
    return { runId, record: undefined, pipeline: undefined, experiment: undefined };
  }
}

/** What repeats a run of this experiment with these changes. */
export function commandOf(
  nameOrFile: string,
  { seed, durationSeconds, parameter = [] }: RunOptions,
): readonly string[] {
  return [
    'run',
    nameOrFile,
    ...(seed === undefined ? [] : ['--seed', String(seed)]),
    ...(durationSeconds === undefined ? [] : ['--duration-seconds', String(durationSeconds)]),
    ...parameter.flatMap((each) => ['-p', each]),
  ];
}

async function run(
  pipelines: readonly Pipeline[],
  nameOrFile: string,
  options: RunOptions,
  signal: AbortSignal,
): Promise<void> {
  const settings = resolveSettings();
  const reporter = terminalReporter();
  const surroundings = { settings, reporter, signal, keepTopic: options.keepTopic };
  const file = await loadExperimentFile(settings.paths.experiments, pipelines, nameOrFile);
  const { pipeline, sweep } = file;
  const experiment = withChanges(pipeline, file.experiment, options);
  const titlePage = await resolveTitlePage(settings.paths.reportFile, titlePageOf(options));
  if (sweep !== undefined) {
    const { fresh = false } = options;
    const record = await oneRunAtATime(surroundings, () =>
      runSweep({ pipeline, experiment, sweep, fresh, titlePage, ...surroundings }),
    );
    const { pdf } = await reportSweep(pipeline, settings.paths, record, signal);
    console.log(
      options.json ? JSON.stringify(record, null, 2) : `comparison of ${record.runs.length} runs: ${pdf}`,
    );
    return;
  }
  await startRun(pipeline, experiment, surroundings, {
    titlePage,
    command: commandOf(file.fullName ?? nameOrFile, options),
    onReport: (record) =>
      console.log(options.json ? JSON.stringify(record, null, 2) : runSummary(pipeline, record)),
  });
}

interface ReportOptions extends TitlePageOptions {
  readonly notebooks?: boolean;
}

/** The run with the title page as it is wanted now, which its record keeps. */
async function withTitlePage(
  { reportFile }: ProjectPaths,
  stored: StoredRun,
  options: ReportOptions,
): Promise<StoredRun> {
  const { title_page: known } = stored.record;
  const titlePage = await resolveTitlePage(reportFile, titlePageOf(options), known);
  if (isDeepStrictEqual(titlePage, known)) return stored;
  const record = { ...stored.record, title_page: titlePage };
  await saveRecord(stored.paths, record);
  return { ...stored, record };
}

/** A run writes its results before it draws them; what `analyze` makes of an unfinished one is not the run's own. */
const hasOwnResults = ({ phases }: RunRecord): boolean => phases.some(({ name }) => name === 'charts');

/** `run`, `report`, `analyze`, `runs`, `experiments`. */
export function addExperimentCommands(
  program: Command,
  pipelines: readonly Pipeline[],
  signal: AbortSignal,
): void {
  const runCommand = program.command('run').description('run an experiment from nothing to a PDF report');
  addTitlePageOptions(runCommand)
    .argument(
      '[experiment]',
      'its name, alone or after that of its pipeline and a slash, or a .json file',
      `${pipelines[0]?.name}/quick`,
    )
    .option('--seed <number>', 'use another seed', seedNumber)
    .option('--duration-seconds <seconds>', 'send for another time', positiveNumber)
    .option(
      '-p, --parameter <key=value>',
      `set any setting of the experiment (${pipelines.map(settingKeys).join('; ')}); lists and loads as JSON; may be given again`,
      (value: string, given: readonly string[] = []) => [...given, value],
    )
    .option('--fresh', 'of a sweep: begin again instead of going on with an unfinished one')
    .option('--keep-topic', 'leave the topic of the run on the brokers instead of removing it at the end')
    .option('--json', 'print the run record')
    .action((experiment: string, options: RunOptions) => run(pipelines, experiment, options, signal));

  const reportCommand = program
    .command('report')
    .description('print the report of a stored run again, without services');
  addTitlePageOptions(reportCommand)
    .argument('[run]', 'run id; the newest run when absent')
    .option('--notebooks', 'attach the notebooks that were executed on the run')
    .action(async (runId: string | undefined, options: ReportOptions) => {
      const { paths } = resolveSettings();
      const stored = await withTitlePage(paths, await loadRun(pipelines, paths, runId), options);
      const pipeline = kindOf(pipelines, stored.record.pipeline);
      const notebooks = options.notebooks ? await loadAppendix(paths, stored) : [];
      // What an interrupted run has committed can be analysed, but a report of it would look like that of a whole one.
      const written = hasOwnResults(stored.record)
        ? await renderReport(pipeline, paths, stored, signal, notebooks)
        : await renderFailedRun(pipeline, paths, stored, signal);
      console.log(`${written.pdf}\n${written.html}`);
    });

  program
    .command('analyze')
    .description('analyse the committed files of a run again, write its results.json and print the totals')
    .argument('[run]', 'run id; the newest run when absent')
    .option('--json', 'print the whole analysis')
    .action(async (runId: string | undefined, options: { json?: boolean }) => {
      const { paths } = resolveSettings();
      const stored = await loadRun(pipelines, paths, runId);
      const pipeline = kindOf(pipelines, stored.record.pipeline);
      if (pipeline.analyze === undefined) {
        const where = existsSync(stored.paths.results)
          ? `the results of this one are in ${stored.paths.results}`
          : 'this one ended before it had results';
        throw new StreambookError(
          'NO_ANALYSIS',
          `Runs of ${pipeline.name} leave nothing to analyse again; ${where}`,
        );
      }
      const results = await pipeline.analyze(stored, await loadRunExperiment(stored, pipeline));
      const data = pipeline.verifiable?.dataOf(results) ?? results;
      const shown = options.json ? data : (pipeline.totalsOf?.(results) ?? data);
      console.log(JSON.stringify(shown, null, 2));
      process.stderr.write(`written to ${stored.paths.results}\n`);
    });

  program
    .command('runs')
    .description('list the stored runs, the oldest first')
    .option('--pipeline <name>', 'only runs of this pipeline')
    .option('--experiment <name>', 'only runs of this experiment')
    .addOption(new Option('--status <status>', 'only runs that ended so').choices(RUN_STATUSES))
    .option('--seed <number>', 'only runs of this seed', seedNumber)
    .option('--last <count>', 'only the newest so many', positiveInteger)
    .option('--json', 'print the records as JSON')
    .action(async (options: RunFilters & { json?: boolean }) => {
      const { paths } = resolveSettings();
      const ids = await listRunIds(paths);
      const runs = await Promise.all(ids.map((id) => listedRun(pipelines, paths, id)));
      if (options.json) {
        const records = filterRuns(runs, options).flatMap(({ record }) => record ?? []);
        console.log(JSON.stringify(records, null, 2));
      } else {
        console.log(runsTable(pipelines, runs, options));
      }
    });

  program
    .command('experiments')
    .description('list the experiments')
    .option('--pipeline <name>', 'only those of this pipeline')
    .action(async (options: { pipeline?: string }) => {
      const folder = resolveSettings().paths.experiments;
      const chosen =
        options.pipeline === undefined ? pipelines : [pipelineNamed(pipelines, options.pipeline)];
      for (const listed of await listExperiments(folder, chosen)) {
        const { pipeline, experiment, sweep } = await loadExperimentFile(folder, chosen, listed.file);
        const points = sweep && gridPoints(pipeline.config, experiment, sweep).length;
        const runs = sweep === undefined ? '' : ` (${points} combinations, ${sweep.repetitions} times each)`;
        const name = `${pipeline.name}/${listed.name}`;
        console.log(`${name.padEnd(24)} ${experiment.title}: ${experiment.question}${runs}`);
      }
    });

  program
    .command('pipelines')
    .description('list the pipelines, with what they teach and what they need')
    .action(async () => {
      const folder = resolveSettings().paths.experiments;
      for (const pipeline of pipelines) {
        const experiments = (await listExperiments(folder, [pipeline])).map(({ name }) => name);
        console.log(`${pipeline.name}: ${pipeline.describes}`);
        console.log(`  needs        ${titlesOf(pipeline.needs)}`);
        console.log(`  experiments  ${experiments.join(', ') || 'none'}`);
      }
    });
}
