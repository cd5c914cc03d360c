import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PROJECT_ROOT } from '../src/config/paths.js';
import { resolveSettings } from '../src/config/settings.js';
import { SparkRemote } from '../src/config/spark-remote.js';
import { runningServices } from '../src/services/status.js';

/** SPARK_REMOTE, or the project's own server, which must be running (`npx streambook up`). */
export async function sparkRemote(): Promise<string> {
  const settings = resolveSettings();
  return (await runningServices(settings, ['spark'])).spark.address.reveal();
}

/** The machine and the server, for the head of what a bench prints. */
export const machine = (remote: string): string =>
  `node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, ${new SparkRemote(remote).toString()}`;

/** The value below which a share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * share)] ?? NaN;
}

/** Median and quartiles. */
export function spread(values: readonly number[], digits: number): string {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(values, share).toFixed(digits));
  return `${middle} (${low} to ${high})`;
}

/** Divides round by round, so that a slow moment of the machine is in both numbers. */
export function ratios(dividends: readonly number[], divisors: readonly number[]): readonly number[] {
  return dividends.map((dividend, round) => dividend / (divisors[round] ?? NaN));
}

/** Whoever comes second finds warmer services, so who comes first changes from round to round. */
export function inTurns<T>(values: Iterable<T>, round: number): readonly T[] {
  return round % 2 === 0 ? [...values] : [...values].toReversed();
}

/** PySpark as the tests install it (`npm test` does). */
export const PYTHON = join(PROJECT_ROOT, '.streambook', 'pyspark', 'bin', 'python');

export interface Worker {
  /** Sends one line and waits for the line that answers it. */
  ask(line: string): Promise<string>;
  end(): Promise<void>;
}

/** A process that answers each line with a line, the first when it is ready. */
export async function startWorker(command: string, args: readonly string[]): Promise<Worker> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => {
    const next: IteratorResult<string, undefined> = await lines.next();
    if (next.done) throw new Error(`${command} ended without an answer`);
    return next.value;
  };
  await nextLine();
  return {
    ask(line) {
      child.stdin.write(`${line}\n`);
      return nextLine();
    },
    async end() {
      child.stdin.end();
      await exited;
    },
  };
}
