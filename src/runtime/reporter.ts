import { SingleBar } from 'cli-progress';

/** Where a long command tells how far it is. Everything goes to standard error; results go to standard output. */
export interface Reporter {
  /** A line of its own: a step began, a step ended, something worth knowing. */
  line(text: string): void;
  /** Starts a progress bar of `total` steps; on something other than a terminal it prints a line now and then. */
  bar(label: string, total: number): ProgressBar;
}

export interface ProgressBar {
  update(value: number, note?: string): void;
  stop(): void;
}

export const silentReporter: Reporter = {
  line: () => undefined,
  bar: () => ({ update: () => undefined, stop: () => undefined }),
};

/** As long as the work has taken so far for what is done of it, for the rest. */
function timeToGo(startedMs: number, value: number, total: number): string {
  if (value <= 0 || value >= total) return '';
  const secondsToGo = ((performance.now() - startedMs) * (total - value)) / value / 1000;
  const [minutes, seconds] = [Math.floor(secondsToGo / 60), Math.ceil(secondsToGo % 60)];
  return minutes === 0 ? `, ${seconds} s to go` : `, ${minutes} min ${seconds} s to go`;
}

export function terminalReporter(stream: NodeJS.WriteStream = process.stderr): Reporter {
  return {
    line: (text) => void stream.write(`${text}\n`),
    bar(label, total) {
      const startedMs = performance.now();
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
          bar.update(Math.min(value, total), { note: `${note}${timeToGo(startedMs, value, total)}` }),
        stop: () => bar.stop(),
      };
    },
  };
}
