import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkArguments } from '../core/arguments.js';
import { FOLDER } from './arguments.js';
import { requireFolder } from './folders.js';

/** What a folder of a checkpoint holds of each batch: the last line of its file, as Spark wrote it. */
async function checkpointEntries(folder: string, kind: 'offsets' | 'commits') {
  const names = await readdir(join(folder, kind)).catch((): string[] => []);
  const ids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  return Promise.all(
    ids.map(async (batch) => {
      const lines = (await readFile(join(folder, kind, String(batch)), 'utf8')).trim().split('\n');
      return { batch, text: lines.at(-1) ?? '' };
    }),
  );
}

/**
 * The checkpoint of a query, the newest batch first: up to which offset of each partition a batch was to read, written
 * before it, and whether it was committed, written after it.
 *
 * @throws StreambookError NO_FOLDER.
 */
export async function checkpointLog(checkpointFolder: string) {
  checkArguments('checkpointLog', { checkpointFolder: FOLDER }, checkpointFolder);
  await requireFolder('checkpointLog', checkpointFolder, 'sandbox.checkpointFolder once it runs');
  const committed = new Set((await checkpointEntries(checkpointFolder, 'commits')).map(({ batch }) => batch));
  return (await checkpointEntries(checkpointFolder, 'offsets'))
    .sort((left, right) => right.batch - left.batch)
    .map(({ batch, text }) => ({ batch, committed: committed.has(batch), read_up_to: text }));
}
