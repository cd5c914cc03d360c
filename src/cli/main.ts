import { Command, CommanderError } from 'commander';
import { StreambookError, toError, UsageError } from '../core/errors.js';
import { fileError } from '../core/file-errors.js';
import { PROJECT_ROOT } from '../config/paths.js';
import { packageVersion } from '../config/package-version.js';
import { PIPELINES } from '../pipelines/index.js';
import { addCheckCommands } from './check-commands.js';
import { signalFromTerminal } from './interruption.js';
import { addExperimentCommands } from './experiment-commands.js';
import { addNotebookCommands } from './notebook-commands.js';
import { addServiceCommands } from './service-commands.js';

const ABANDONED_WORK_MS = 500;
const EXIT = { failed: 1, usage: 2, interrupted: 130 } as const;

function reportFailure(thrown: unknown, debug: boolean, signal: AbortSignal): number {
  // A wait of Node's own that the signal ended says no more than "aborted".
  const cause = toError(signal.aborted && toError(thrown).name === 'AbortError' ? signal.reason : thrown);
  const error = fileError(cause) ?? cause;
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage;
  const expected = error instanceof StreambookError;
  process.stderr.write(`error: ${expected ? error.message : error.message.split('\n', 1)[0]}\n`);
  if (debug) console.error(error);
  else if (!expected) process.stderr.write('  (run it again with --debug for the stack)\n');
  if (error instanceof UsageError) return EXIT.usage;
  return error instanceof StreambookError && error.code === 'INTERRUPTED' ? EXIT.interrupted : EXIT.failed;
}

/** Runs one command and sets the process's exit code: 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
export async function main(args: readonly string[]): Promise<void> {
  const program = new Command('streambook')
    .description('Streaming experiments over a real Kafka and a real Spark')
    .version(packageVersion(PROJECT_ROOT))
    .option('--debug', 'show the stack of an error')
    .showHelpAfterError('(streambook --help lists the commands, streambook <command> --help their options)')
    .exitOverride();
  const signal = signalFromTerminal();
  addExperimentCommands(program, PIPELINES, signal);
  addCheckCommands(program, PIPELINES, signal);
  addServiceCommands(program, signal);
  for (const pipeline of PIPELINES) pipeline.addCommands?.(program, signal);
  addNotebookCommands(program, signal);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = reportFailure(error, program.opts<{ debug?: boolean }>().debug ?? false, signal);
  } finally {
    // Kafka's client goes on asking brokers that are gone or hang, and nobody waits for its answer any more.
    setTimeout(() => process.exit(), ABANDONED_WORK_MS).unref();
  }
}
