import { existsSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readTextIfThere } from '../core/files.js';

export const logFile = (servicesFolder: string, name: string) => join(servicesFolder, 'logs', `${name}.log`);

/** Whether a service has run here. */
export const hasLog = (servicesFolder: string, name: string): boolean =>
  existsSync(logFile(servicesFolder, name));

/** The last lines of a service's log; none when it has not run yet. */
export async function logTail(
  servicesFolder: string,
  name: string,
  lines: number,
): Promise<readonly string[]> {
  const text = (await readTextIfThere(logFile(servicesFolder, name))) ?? '';
  return text === '' ? [] : text.trimEnd().split('\n').slice(-lines);
}

/** A frame of a Java stack, or its sequel: `\tat kafka.Kafka.main(...)`, `Caused by: ...`, `\t... 12 more`. */
const STACK = /^\s|^Caused by:/;
const EXCEPTION = /^(?:Exception in thread |[\w.$]+(?:Exception|Error)\b)/;

/** A warm-up that ended ten seconds before is no reason for a death. */
const LAST_WORDS_MS = 5000;
/** As conf/*-log4j2.properties have it, in the time zone of this machine. */
const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})\b/;

/** The lines from the first one on that is not older. Lines without a time are as old as the one before them. */
function linesSince(lines: readonly string[], sinceMs: number): readonly string[] {
  const isOld = (line: string) => {
    const [, time] = TIME.exec(line) ?? [];
    return time !== undefined && Date.parse(time) < sinceMs;
  };
  const lastOld = lines.findLastIndex(isOld);
  const next = lines.findIndex((line, index) => index > lastOld && TIME.test(line));
  if (lastOld < 0) return lines;
  return next < 0 ? [] : lines.slice(next);
}

/**
 * What a log says of why its service ended: the last line of level ERROR or FATAL with the exception below it, or the
 * last line of the JVM that speaks of an error. What it said long before its end is no reason.
 *
 * @param endedAtMs Since the epoch.
 */
export function reasonInLog(lines: readonly string[], endedAtMs: number): string {
  if (lines.length === 0) return 'it left no log';
  const headlines = linesSince(lines, endedAtMs - LAST_WORDS_MS)
    .filter((line) => !STACK.test(line))
    .map((line) => line.trimEnd());
  const at = headlines.findLastIndex((line) => /\b(?:ERROR|FATAL)\b/.test(line));
  if (at >= 0) {
    const cause = headlines[at + 1];
    return [headlines[at], ...(cause !== undefined && EXCEPTION.test(cause) ? [cause] : [])].join(' ');
  }
  const spoken = headlines.findLast((line) => EXCEPTION.test(line) || /could not|error[ :]/i.test(line));
  return spoken ?? 'its log gives no reason; was it killed?';
}

const POLL_MS = 250;

/** Passes on what is added to a service's log, until the signal says stop. A log that starts again is read from its beginning. */
export async function followLog(
  servicesFolder: string,
  name: string,
  write: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const file = logFile(servicesFolder, name);
  const sizeOf = () =>
    stat(file).then(
      ({ size }) => size,
      () => 0,
    );
  let position = await sizeOf();
  while (!signal.aborted) {
    const size = await sizeOf();
    if (size < position) position = 0;
    if (size > position) {
      const handle = await open(file);
      const { bytesRead, buffer } = await handle.read(
        Buffer.alloc(size - position),
        0,
        size - position,
        position,
      );
      await handle.close();
      write(buffer.toString('utf8', 0, bytesRead));
      position += bytesRead;
    }
    await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}
