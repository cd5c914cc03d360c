import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A virtual environment whose Python is a shell script: what a program does with its lines and its end. */
export async function fakePython(venv: string, script: string): Promise<string> {
  await mkdir(join(venv, 'bin'), { recursive: true });
  await writeFile(join(venv, 'bin', 'python'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return venv;
}
