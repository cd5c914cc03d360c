import { setTimeout as sleep } from 'node:timers/promises';

/** Settles when the signal fires; at once when it has fired. */
export function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/**
 * What `work` comes to, unless the signal fires first: then its reason is thrown after `graceMs` at the latest, in which
 * work that heeds the signal can end in order. Whatever becomes of abandoned work is ignored, so what it has opened must
 * be closed by whoever called this.
 */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>, graceMs = 0): Promise<T> {
  const settled = new AbortController();
  const abandoned = new Promise<never>((_, reject) => {
    const abandon = async () => {
      await sleep(graceMs, undefined, { signal: settled.signal }).catch(() => undefined);
      reject(signal.reason as Error);
    };
    if (signal.aborted) void abandon();
    else signal.addEventListener('abort', () => void abandon(), { once: true, signal: settled.signal });
  });
  try {
    return await Promise.race([work, abandoned]);
  } catch (error) {
    // Work that was cut off fails in many ways, of which the reason is the cause.
    signal.throwIfAborted();
    throw error;
  } finally {
    settled.abort();
  }
}
