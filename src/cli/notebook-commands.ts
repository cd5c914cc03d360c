import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { pipelineNamed } from '../experiment/pipeline.js';
import { resolveSettings } from '../config/settings.js';
import { startLab } from '../notebooks/lab.js';
import { splitParameter } from '../notebooks/parameters.js';
import { runNotebooks } from '../notebooks/run-notebooks.js';
import { COURSES } from '../pipelines/index.js';
import { firstLine } from '../core/errors.js';
import { terminalReporter } from '../core/reporter.js';
import { positiveInteger } from '../config/option-values.js';

type Given = Readonly<Record<string, string>>;

function addParameter(text: string, before: Given = {}): Given {
  try {
    const [name, value] = splitParameter(text);
    return { ...before, [name]: value };
  } catch (error) {
    throw new InvalidArgumentError(firstLine(error));
  }
}

interface RunOptions {
  readonly parameter?: Given;
  readonly pipeline?: string;
  readonly run?: string;
  readonly html?: boolean;
  readonly cellTimeoutSeconds: number;
}

/** `lab`, `notebooks run`. */
export function addNotebookCommands(program: Command, signal: AbortSignal): void {
  program
    .command('lab')
    .description('start the services and open the notebooks in JupyterLab; Ctrl-C ends it')
    .option('--no-browser', 'print the address only')
    .option('--pipeline <name>', 'only the notebooks of this pipeline, and the services that it needs')
    .option('--port <number>', 'port of JupyterLab; another is found when it is taken', positiveInteger, 8888)
    .action(({ pipeline, ...options }: { browser: boolean; port: number; pipeline?: string }) => {
      const settings = resolveSettings();
      const all = COURSES.map((course) => course.pipeline);
      const chosen = pipeline === undefined ? all : [pipelineNamed(all, pipeline)];
      return startLab({
        ...options,
        needs: [...new Set(chosen.flatMap(({ needs }) => needs))],
        notebooks: join(settings.paths.notebooks, pipeline ?? ''),
        settings,
        reporter: terminalReporter(),
        signal,
      });
    });

  program
    .command('notebooks')
    .description('work with the notebooks without JupyterLab')
    .command('run')
    .description('execute notebooks headless; the copies with outputs go into the folder of a run')
    .argument('[names...]', 'names or their beginnings, as in 03 or orders/03; all when absent')
    .option('-p, --parameter <name=value>', 'another value for a parameter; may be repeated', addParameter)
    .option('--pipeline <name>', 'only the notebooks of this pipeline')
    .option('--run <id>', 'the run to work on; found or made when absent')
    .option('--html', 'export the executed copies as pages, too')
    .option('--cell-timeout-seconds <seconds>', 'longest time for a cell', positiveInteger, 300)
    .action(async (names: readonly string[], options: RunOptions) => {
      const { parameter: given = {}, pipeline, run: runId, html = false, cellTimeoutSeconds } = options;
      const [settings, reporter] = [resolveSettings(), terminalReporter()];
      const runs = await runNotebooks({
        courses: COURSES,
        names,
        pipeline,
        given,
        runId,
        html,
        cellTimeoutSeconds,
        settings,
        reporter,
        signal,
      });
      for (const run of runs) {
        console.log(`executed copies in ${run.paths.notebooks}`);
        console.log(`attach them to the report: npx streambook report ${run.runId} --notebooks`);
      }
    });
}
