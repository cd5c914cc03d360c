import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasCode, StreambookError } from './errors.js';

const MEGABYTE = 2 ** 20;
const POLL_MS = 1000;

/** Megabytes that this user may still write under a folder, which need not be there yet; undefined where nobody knows. */
async function freeMegabytes(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return Math.floor((bavail * bsize) / MEGABYTE);
  } catch (error) {
    const parent = dirname(folder);
    return hasCode(error, 'ENOENT') && parent !== folder ? freeMegabytes(parent) : undefined;
  }
}

const HOW_TO_GO_ON =
  'remove what is not needed there (streambook reset removes all runs), or let STREAMBOOK_HOME name a folder on a larger disk';

/** @throws StreambookError DISK_FULL when there is less, with how much there is and how much is needed. */
export async function assertFreeSpace(folder: string, neededMb: number, purpose: string): Promise<void> {
  const freeMb = await freeMegabytes(folder);
  if (freeMb === undefined || freeMb >= neededMb) return;
  throw new StreambookError(
    'DISK_FULL',
    `Too little disk space in ${folder}: ${freeMb} MB are free, ${purpose} needs about ${neededMb} MB; ${HOW_TO_GO_ON}`,
  );
}

/** Calls `onFull` once there is less than `leastMb`, while enough is left to write down what happened. */
export function watchDisk(
  folder: string,
  leastMb: number,
  onFull: (error: StreambookError) => void,
): Disposable {
  const ended = new AbortController();
  const watch = async () => {
    while (!ended.signal.aborted) {
      await assertFreeSpace(folder, leastMb, 'going on').catch((error: unknown) => {
        ended.abort();
        onFull(error as StreambookError);
      });
      await sleep(POLL_MS, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  };
  void watch();
  return { [Symbol.dispose]: () => ended.abort() };
}
