import { open, readFile, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Waits for a lock file and takes it; the lock of a process that is gone counts for nothing.
 *
 * @param {string} file
 * @param {{ onWait?: (holderPid: number) => void, signal?: AbortSignal | undefined }} [options]
 * @returns {Promise<() => Promise<void>>} Gives the lock back.
 */
export async function takeLock(file, { onWait, signal } = {}) {
  let told = false;
  for (;;) {
    try {
      const lock = await open(file, 'wx');
      await lock.writeFile(String(process.pid));
      await lock.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = Number(await readFile(file, 'utf8').catch(() => ''));
    if (holder > 0 && !isAlive(holder)) {
      await rm(file, { force: true });
      continue;
    }
    if (!told) onWait?.(holder);
    told = true;
    await sleep(100, undefined, { signal });
  }
}
