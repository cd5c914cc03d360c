import { execFile } from 'node:child_process';
import { cpus } from 'node:os';
import { promisify } from 'node:util';
import { interruption } from './interruption.js';

/** The same measurement, made several times. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
  readonly rounds: number;
}

/** @param values At least one. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
  return { min: sorted[0] ?? NaN, median, max: sorted.at(-1) ?? NaN, rounds: sorted.length };
}

/** A number with the bound that it is to keep; ratios are computed within each round. */
export interface Goal {
  readonly what: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** A number without a bound. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly values: readonly number[];
}

/** What one part of the bench reports. */
export interface Part {
  readonly title: string;
  /** What was done, with sizes. */
  readonly how: readonly string[];
  readonly goals: readonly Goal[];
  readonly figures: readonly Figure[];
}

/** Runs a program to its end. @throws when it fails, with what it wrote to standard error. It dies with the bench. */
export async function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const options = { env: { ...process.env, ...env }, signal: interruption, killSignal: 'SIGKILL' } as const;
  const { stdout } = await promisify(execFile)(command, [...args], options);
  return stdout;
}

/** How busy all cores are, in percent, from this call to the call of what it returns. */
export function watchCores(): () => number {
  const before = coreTimes();
  return () => {
    const after = coreTimes();
    return (100 * (after.busyMs - before.busyMs)) / (after.allMs - before.allMs);
  };
}

function coreTimes(): { readonly busyMs: number; readonly allMs: number } {
  const times = cpus().map((core) => core.times);
  const allMs = times.reduce(
    (sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq,
    0,
  );
  return { allMs, busyMs: allMs - times.reduce((sum, { idle }) => sum + idle, 0) };
}
