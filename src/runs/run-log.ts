import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { RunPaths } from '../config/paths.js';
import { StreambookError } from '../core/errors.js';
import type { Reporter } from '../core/reporter.js';

/** A run's own log, `logs/run.log`: a line with its time for all that is reported, and errors with their stack. */
export interface RunLog {
  /** Reports as the given one does, and writes it down. */
  readonly reporter: Reporter;
  line(text: string): void;
  error(what: string, error: unknown): void;
}

const wasInterrupted = (error: unknown): error is StreambookError =>
  error instanceof StreambookError && error.code === 'INTERRUPTED';

/**
 * Lines are few, and written at once: the last ones before a process is killed are those that matter. What cannot be
 * written is left out, because a full disk has been reported by then.
 */
export function runLog(run: Pick<RunPaths, 'logs'>, reporter: Reporter, now = () => new Date()): RunLog {
  const file = join(run.logs, 'run.log');
  const line = (text: string) => {
    const time = now().toISOString();
    const lines = text.split('\n').map((each) => `${time} ${each}\n`);
    try {
      appendFileSync(file, lines.join(''));
    } catch {
      // See above.
    }
  };
  return {
    line,
    // Where Ctrl-C met the code says nothing.
    error: (what, error) => line(`${what}: ${wasInterrupted(error) ? error.message : inspect(error)}`),
    reporter: {
      line(text) {
        line(text);
        reporter.line(text);
      },
      bar(label, total, options) {
        const bar = reporter.bar(label, total, options);
        let reached = 0;
        return {
          update(value, note = '') {
            reached = value;
            bar.update(value, note);
          },
          stop() {
            line(`${label}: ${reached} of ${total}`);
            bar.stop();
          },
        };
      },
    },
  };
}
