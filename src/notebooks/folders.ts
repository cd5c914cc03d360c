import { stat } from 'node:fs/promises';
import { StreambookError } from '../core/errors.js';

/**
 * Cells may name a folder that is not there: an empty table would not say so.
 *
 * @param example Where such a folder is found.
 * @throws StreambookError NO_FOLDER.
 */
export async function requireFolder(fn: string, folder: string, example: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return;
  throw new StreambookError(
    'NO_FOLDER',
    `${fn}: there is no folder "${folder}": give one that a query has written, such as ${example}`,
  );
}
