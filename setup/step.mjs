/** What a step of set-up is, and how it is known to be current. */
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
export const SETUP_FOLDER = join(ROOT, '.streambook', 'setup');

/** @typedef {(command: string, args: string[], env?: Record<string, string>) => Promise<void>} Run */

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} does Shown while it runs.
 * @property {string} onFailure What to look at when it fails.
 * @property {() => boolean | Promise<boolean>} [isCurrent] For a step that tells by itself; else stamp and outputs decide.
 * @property {() => string[] | Promise<string[]>} [inputs] Files whose content decides whether the step is current.
 * @property {() => boolean} [hasOutputs]
 * @property {(run: Run) => Promise<void>} make
 */

/**
 * @param {string} folder
 * @returns {Promise<string[]>}
 */
export async function filesUnder(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/**
 * A hash over names and contents of files; the project's own place counts too, because what is made names it.
 * @param {string[]} files
 */
export async function hashOf(files) {
  const hash = createHash('sha256').update(ROOT).update(process.versions.node);
  for (const file of files.toSorted()) {
    hash.update(relative(ROOT, file)).update('\0');
    hash.update(await readFile(file)).update('\0');
  }
  return hash.digest('hex');
}
