import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode } from './errors.js';

/**
 * Writes a file whole or not at all: beside its place first, then renamed into it.
 *
 * @param mode Who may read it, from its first moment: 0o600 for the owner alone.
 */
export async function writeFileWhole(
  path: string,
  content: string | Uint8Array,
  mode?: number,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    await writeFile(partial, content, mode === undefined ? {} : { mode });
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

const jsonText = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFileWhole(path, jsonText(value));
}

/**
 * Writes over a file that is there, in the room it takes up already: for a full disk. The file is torn when the process
 * ends in the middle.
 */
export async function overwriteJson(path: string, value: unknown): Promise<void> {
  const content = Buffer.from(jsonText(value));
  const file = await open(path, 'r+');
  try {
    // From the beginning, and without cutting the file: that would give its room away.
    await file.writeFile(content);
    await file.truncate(content.length);
  } finally {
    await file.close();
  }
}

/** The file's text, or undefined when there is no such file. */
export async function readTextIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return undefined;
    throw error;
  }
}
