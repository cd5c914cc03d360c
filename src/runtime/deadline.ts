import { setTimeout as sleep } from 'node:timers/promises';
import { StreambookError } from './errors.js';

export interface WaitOptions {
  /** What is waited for, for the error's text: "Kafka's leaders are elected". */
  readonly what: string;
  readonly timeoutMs: number;
  readonly intervalMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks `probe` until it gives a value other than undefined.
 *
 * @throws StreambookError TIMED_OUT after `timeoutMs`, with what the last probe threw as cause; the signal's reason on abort.
 */
export async function waitFor<T>(
  probe: () => Promise<T | undefined> | T | undefined,
  options: WaitOptions,
): Promise<T> {
  const { what, timeoutMs, intervalMs = 50, signal } = options;
  const deadline = performance.now() + timeoutMs;
  let cause: unknown;
  for (;;) {
    signal?.throwIfAborted();
    try {
      const value = await probe();
      if (value !== undefined) return value;
      cause = undefined;
    } catch (error) {
      if (error instanceof StreambookError && !error.retryable) throw error;
      cause = error;
    }
    if (performance.now() >= deadline) {
      throw new StreambookError('TIMED_OUT', `Waited ${timeoutMs / 1000} s in vain: ${what}`, { cause });
    }
    await sleep(intervalMs, undefined, { signal });
  }
}

/**
 * Does something that takes no signal, and stops waiting for it after `timeoutMs`.
 *
 * @throws StreambookError TIMED_OUT; what the work fails with before that.
 */
export async function withinMs<T>(timeoutMs: number, what: string, work: () => Promise<T>): Promise<T> {
  const settled = new AbortController();
  const late = async () => {
    await sleep(timeoutMs, undefined, { signal: settled.signal });
    throw new StreambookError('TIMED_OUT', `Waited ${timeoutMs / 1000} s in vain: ${what}`);
  };
  try {
    const timeout = late();
    timeout.catch(() => undefined);
    return await Promise.race([work(), timeout]);
  } finally {
    settled.abort();
  }
}
