import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../config/paths.js';

/** All that decides how a report looks: the folders from which src/report and pipelines take it, and the versions of packages. */
const SOURCES = [
  ...['src/core', 'src/config', 'src/stats', 'src/runs', 'src/charts', 'src/report', 'src/pipelines'],
  'package-lock.json',
];

async function filesIn(path: string): Promise<readonly string[]> {
  if (!path.startsWith('src/')) return [join(PROJECT_ROOT, path)];
  const entries = await readdir(join(PROJECT_ROOT, path), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

let known: Promise<string> | undefined;

async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  const files = (await Promise.all(SOURCES.map(filesIn))).flat().sort();
  for (const file of files) hash.update(await readFile(file));
  return hash.digest('hex');
}

/** A hash of the source files that make the report: the same files print the same pages. */
export function rendererSource(): Promise<string> {
  known ??= hashSources();
  return known;
}
