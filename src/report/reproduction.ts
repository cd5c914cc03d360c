import type { RunRecord } from '../runs/record.js';

/** Leaves an argument as one word of a POSIX shell, whatever is in it. */
export function shellQuoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}

/**
 * The command that repeats a run. A point of a sweep and a run that was started from code have none of their own; the
 * configuration that every run stores, with all changes in it, repeats them.
 */
export function reproductionCommand({ run_id: runId, command }: RunRecord): string {
  const args = command ?? ['run', `data/runs/${runId}/config.json`];
  return ['npx', 'streambook', ...args].map(shellQuoted).join(' ');
}
