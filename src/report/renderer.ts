import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { PROJECT_ROOT } from '../config/paths.js';

/** What prints a report from its data; and the folders in which pipelines have their pages and pictures. */
const PRINTS_REPORTS = 'src/experiment/verify/reprint.ts';
const PIPELINES = 'src/pipelines';
const FOLDERS_OF_PAGES = ['report', 'charts'];

/** An import of one of our files; what is imported for its types alone is gone when the code runs. */
const IMPORT = /^(?:import|export)\b(?! type\b)[^;']*?from '(\.[^']+)'|import\('(\.[^']+)'\)/gm;

function importsOf(file: string, text: string): readonly string[] {
  return [...text.matchAll(IMPORT)].map(([, named, dynamic = '']) =>
    resolve(dirname(file), (named ?? dynamic).replace(/\.js$/, '.ts')),
  );
}

/** The files of pages and pictures, and all that they import, by their paths. */
async function sourceFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const pages = (await readdir(join(root, PIPELINES), { recursive: true }))
    .filter((path) => FOLDERS_OF_PAGES.includes(path.split(/[\\/]/)[1] ?? '') && extname(path) === '.ts')
    .map((path) => join(root, PIPELINES, path));
  const texts = new Map<string, string>();
  const waiting = [join(root, PRINTS_REPORTS), ...pages];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (texts.has(file)) continue;
    const text = await readFile(file, 'utf8');
    texts.set(file, text);
    waiting.push(...importsOf(file, text));
  }
  return new Map([...texts].map(([file, text]) => [relative(root, file), text]));
}

/** The files that decide how a report looks: an unrelated change must not keep older reports from being checked. */
export async function rendererFiles(root = PROJECT_ROOT): Promise<readonly string[]> {
  return [...(await sourceFiles(root)).keys()].sort();
}

let known: Promise<string> | undefined;

async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  const files = await sourceFiles(PROJECT_ROOT);
  for (const file of [...files.keys()].sort()) hash.update(file).update(files.get(file) ?? '');
  // Whole: what a dependency itself depends on decides, too.
  hash.update(await readFile(join(PROJECT_ROOT, 'package-lock.json')));
  return hash.digest('hex');
}

/** A hash of the source files that make the report: the same files print the same pages. */
export function rendererSource(): Promise<string> {
  known ??= hashSources();
  return known;
}
