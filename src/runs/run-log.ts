import { join } from 'node:path';
import type { pino as Pino } from 'pino';
import { z } from 'zod';
import type { RunPaths } from '../config/paths.js';
import { StreambookError, toError } from '../core/errors.js';
import { readTextIfThere } from '../core/files.js';
import type { Reporter } from '../core/reporter.js';

/**
 * A run's own log, `logs/run.log`, in lines of JSON: all that is reported, and errors with their stack and causes.
 * Closed, it leaves out what is still logged: work that was given up may go on for a while.
 */
export interface RunLog extends Disposable {
  /** Reports as the given one does, and logs it. */
  readonly reporter: Reporter;
  error(what: string, error: unknown): void;
}

type LogFolder = Pick<RunPaths, 'logs'>;

const fileOf = (run: LogFolder) => join(run.logs, 'run.log');

/** Writes each line before the call returns: the last lines before a process is killed are those that matter. */
function openLog(pino: typeof Pino, file: string) {
  try {
    const destination = pino.destination({ dest: file, sync: true });
    // A full disk is reported elsewhere. The line is kept, and written before the next one once there is room.
    destination.on('error', () => undefined);
    return destination;
  } catch {
    return { write: () => undefined, destroy: () => undefined };
  }
}

const wasInterrupted = (error: unknown): error is StreambookError =>
  error instanceof StreambookError && error.code === 'INTERRUPTED';

export async function runLog(run: LogFolder, reporter: Reporter, now = () => new Date()): Promise<RunLog> {
  const { pino } = await import('pino');
  const destination = openLog(pino, fileOf(run));
  const logger = pino(
    {
      // Process id and host name are left out: logs are handed in.
      base: null,
      timestamp: () => `,"time":"${now().toISOString()}"`,
      formatters: { level: (level) => ({ level }) },
    },
    destination,
  );
  return {
    error(what, error) {
      // Where Ctrl-C met the code says nothing.
      if (wasInterrupted(error)) logger.info(`${what}: ${error.message}`);
      else logger.error({ err: toError(error) }, what);
    },
    reporter: {
      line(text) {
        logger.info(text);
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
            logger.info(`${label}: ${reached} of ${total}`);
            bar.stop();
          },
        };
      },
    },
    [Symbol.dispose]() {
      logger.level = 'silent';
      destination.destroy();
    },
  };
}

const entrySchema = z.object({
  time: z.string(),
  level: z.string(),
  msg: z.string(),
  err: z.object({ message: z.string() }).optional(),
});

/** Time and message, with the level where it is not info. Other lines, as earlier versions wrote them, stay as they are. */
function readable(line: string): string {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return line;
  }
  const entry = entrySchema.safeParse(json);
  if (!entry.success) return line;
  const { time, level, msg, err } = entry.data;
  const text = err === undefined ? msg : `${msg}: ${err.message}`;
  return level === 'info' ? `${time} ${text}` : `${time} ${level}: ${text}`;
}

/** The last lines of a {@link runLog} for people; none without a log. */
export async function lastLogLines(run: LogFolder, count: number): Promise<readonly string[]> {
  const lines = ((await readTextIfThere(fileOf(run))) ?? '').split('\n').filter((line) => line !== '');
  return lines.slice(-count).map(readable);
}
