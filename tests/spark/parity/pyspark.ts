import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { PROJECT_ROOT } from '../../../src/config/paths.js';
import { PYTHON_PRELUDE } from './frames.js';
import type { Program } from './program.js';

/** What a program returned in Python, or the traceback of its error. */
export type PythonResult = { readonly value: unknown } | { readonly failure: string };

/** Runs all programs in one Python process, each in a session of its own. */
export async function runInPySpark(
  remote: string,
  programs: readonly Program[],
  folder: string,
): Promise<Readonly<Record<string, PythonResult>>> {
  const tasks = programs.map(({ name, python }, index) => ({
    name,
    python,
    folder: join(folder, `python-${index}`),
  }));
  for (const task of tasks) await mkdir(task.folder);
  const child = spawn(
    join(PROJECT_ROOT, '.streambook', 'pyspark', 'bin', 'python'),
    [join(import.meta.dirname, 'run_programs.py')],
    { env: { ...process.env, TZ: 'UTC' } },
  );
  const exited = once(child, 'exit') as Promise<[code: number | null]>;
  child.stdin.end(JSON.stringify({ remote, prelude: PYTHON_PRELUDE, programs: tasks }));
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await exited;
  if (code !== 0) throw new Error(`Python ended with exit code ${code}: ${errors.slice(-2_000)}`);
  return JSON.parse(output) as Readonly<Record<string, PythonResult>>;
}
