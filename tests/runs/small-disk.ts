import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Lends a file system of one megabyte, where this user may mount one. */
export async function onSmallDisk(use: (folder: string) => Promise<void>): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'small-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
  } catch {
    return false;
  }
  try {
    await use(folder);
    return true;
  } finally {
    // Lazily, because a file that has just been closed may still be in use.
    await run('umount', ['-l', folder]);
    await rm(folder, { recursive: true });
  }
}

/** Gives the file system of {@link onSmallDisk} four megabytes. */
export const enlarge = (folder: string) => run('mount', ['-o', 'remount,size=4m', folder]);

export const NEEDS_ROOT = 'mounting needs the rights of root';
