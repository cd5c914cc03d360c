import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { whenAborted } from './abort.js';
import { StreambookError } from './errors.js';

export interface WaitOptions {
  /** What is waited for, for the error's text: "Kafka's leaders are elected". */
  readonly what: string;
  readonly timeoutMs: number;
  readonly intervalMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks `probe` until it gives a value other than undefined. A probe that does not answer is waited for no longer than
 * for all of them: it is given a signal that fires at the deadline and on abort, by which it can end what it has begun.
 *
 * @throws StreambookError TIMED_OUT after `timeoutMs`, with what the last probe threw as cause; the signal's reason on abort.
 */
export async function waitFor<T>(
  probe: (signal: AbortSignal) => Promise<T | undefined> | T | undefined,
  options: WaitOptions,
): Promise<T> {
  const { what, timeoutMs, intervalMs = 50, signal } = options;
  let cause: unknown;
  const ending = new AbortController();
  // Each probe may leave some listeners behind, for instance of connections that are about to close.
  setMaxListeners(0, ending.signal);
  const onAbort = () => ending.abort(signal?.reason);
  const timer = setTimeout(() => {
    const text = `Timed out after ${timeoutMs / 1000} s: ${what}`;
    ending.abort(new StreambookError('TIMED_OUT', text, { cause }));
  }, timeoutMs);
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted === true) onAbort();
  const ended = whenAborted(ending.signal).then(() => undefined);
  try {
    for (;;) {
      ending.signal.throwIfAborted();
      try {
        const value = await Promise.race([probe(ending.signal), ended]);
        if (value !== undefined) return value;
        if (!ending.signal.aborted) cause = undefined;
      } catch (error) {
        ending.signal.throwIfAborted();
        if (error instanceof StreambookError && !error.retryable) throw error;
        cause = error;
      }
      await sleep(intervalMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
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
    throw new StreambookError('TIMED_OUT', `Timed out after ${timeoutMs / 1000} s: ${what}`);
  };
  try {
    const timeout = late();
    timeout.catch(() => undefined);
    return await Promise.race([work(), timeout]);
  } finally {
    settled.abort();
  }
}
