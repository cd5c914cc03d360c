import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { projectPaths, PROJECT_ROOT } from '../../src/config/paths.js';

/** One question to the kernel: code to run, or code at whose end to complete or to look something up. */
export type Question =
  { readonly execute: string } | { readonly complete: string } | { readonly inspect: string };

export interface KernelAnswer {
  /** As the kernel's client saw them. */
  readonly seconds: number;
  readonly status?: string;
  readonly outputs?: readonly { readonly text?: string; readonly data?: Readonly<Record<string, unknown>> }[];
  readonly matches?: readonly string[];
  readonly text?: string;
}

/** Starts a kernel as JupyterLab does, asks it one question after the other, and ends it. */
export async function askKernel(
  questions: readonly Question[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<readonly KernelAnswer[]> {
  const { venv, notebooks } = projectPaths();
  const script = join(PROJECT_ROOT, 'tests', 'notebooks', 'ask-kernel.py');
  const child = spawn(join(venv, 'bin', 'python'), [script, notebooks], { env, stdio: 'pipe' });
  child.stdin.end(JSON.stringify(questions));
  const [answers, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (answers === '') throw new Error(`the kernel gave no answer: ${errors}`);
  return JSON.parse(answers) as readonly KernelAnswer[];
}
