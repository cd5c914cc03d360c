import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Artifact } from './connect/artifacts.js';

/** Jars go on the session's class path; other files into the folder where its tasks run. */
export async function readArtifact(path: string): Promise<Artifact> {
  const folder = path.endsWith('.jar') ? 'jars' : 'files';
  return { name: `${folder}/${basename(path)}`, data: await readFile(path) };
}
