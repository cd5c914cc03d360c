import { SingleBar } from 'cli-progress';

/** Where a long command reports how far it is. Everything goes to standard error; results go to standard output. */
export interface Reporter {
  /** A line of its own: a step began, a step ended, something worth knowing. */
  line(text: string): void;
  /** Starts a progress bar of `total` steps; on something other than a terminal it prints a line now and then. */
  bar(label: string, total: number, options?: BarOptions): ProgressBar;
}

export interface BarOptions {
  /** How long the work takes where that is known, as of a schedule; else it is estimated from the pace so far. */
  readonly durationSeconds?: number | undefined;
}

export interface ProgressBar {
  update(value: number, note?: string): void;
  stop(): void;
}

export const silentReporter: Reporter = {
  line: () => undefined,
  bar: () => ({ update: () => undefined, stop: () => undefined }),
};

/** How long the rest takes: until the known end, or as long as the work has taken so far for what is done of it. */
function timeToGo(elapsedMs: number, value: number, total: number, { durationSeconds }: BarOptions): string {
  const isKnown = durationSeconds !== undefined;
  if (value >= total || (value <= 0 && !isKnown)) return '';
  const elapsedSeconds = elapsedMs / 1000;
  const toGo = Math.ceil(
    isKnown ? durationSeconds - elapsedSeconds : (elapsedSeconds * (total - value)) / value,
  );
  if (toGo <= 0) return '';
  const [minutes, seconds] = [Math.floor(toGo / 60), toGo % 60];
  return minutes === 0 ? `, ${seconds} s to go` : `, ${minutes} min ${seconds} s to go`;
}

export function terminalReporter(
  stream: NodeJS.WriteStream = process.stderr,
  nowMs: () => number = () => performance.now(),
): Reporter {
  return {
    line: (text) => void stream.write(`${text}\n`),
    bar(label, total, options = {}) {
      const startedMs = nowMs();
      const bar = new SingleBar({
        format: `  ${label} [{bar}] {percentage}% {note}`,
        stream,
        noTTYOutput: true,
        notTTYSchedule: 5000,
        barsize: 28,
        fps: 5,
        hideCursor: null,
        clearOnComplete: false,
        gracefulExit: false,
      });
      bar.start(total, 0, { note: '' });
      return {
        update: (value, note = '') =>
          bar.update(Math.min(value, total), {
            note: `${note}${timeToGo(nowMs() - startedMs, value, total, options)}`,
          }),
        stop: () => bar.stop(),
      };
    },
  };
}
