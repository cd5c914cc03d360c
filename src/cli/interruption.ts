import { parentOf } from '../../setup/process-identity.mjs';
import { StreambookError } from '../core/errors.js';

/** SIGHUP comes when the terminal is closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const EXIT_INTERRUPTED = 130;
const POLL_MS = 500;

/**
 * Aborts on a signal, so that every command cleans up; a second one ends the process at once. npm does not always pass
 * on the signal that ends it (it puts a shell in between), so a command that npm or npx started also ends with them.
 */
export function signalFromTerminal(): AbortSignal {
  const controller = new AbortController();
  const interrupt = (why: string) => controller.abort(new StreambookError('INTERRUPTED', why));
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(EXIT_INTERRUPTED);
      process.stderr.write('\nstopping … (once more to end at once)\n');
      interrupt(`Interrupted by ${signal}`);
    });
  }
  // The rest of a pipe, or the terminal, may be gone: what is written then is lost, and the clean-up goes on.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  if (process.env['npm_command'] !== undefined) {
    onEndOfNpm(() => interrupt('Interrupted: npm, which started this command, has ended'));
  }
  return controller.signal;
}

/** The chain is npm, its shell, this process: the end of either changes who the parent of the next one is. */
function onEndOfNpm(act: () => void): void {
  const shell = process.ppid;
  const npm = parentOf(shell);
  const timer = setInterval(() => {
    if (process.ppid === shell && parentOf(shell) === npm) return;
    clearInterval(timer);
    act();
  }, POLL_MS);
  timer.unref();
}
