import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICE_VARIABLES } from '../config/service-variables.js';
import { waitFor } from '../core/deadline.js';
import { firstLine, StreambookError } from '../core/errors.js';
import type { Component } from './component.js';

/** How long embedded services may take: the first start on a busy machine included. */
const EMBEDDED_TIMEOUT_MS = 120_000;
const EXTERNAL_TIMEOUT_MS = 10_000;

interface ReadyWait {
  /** Where the embedded services lie; undefined for an external one. */
  readonly servicesFolder: string | undefined;
  /** Throws when a process that is waited for has ended. */
  readonly ensureAlive?: () => Promise<void>;
  readonly signal?: AbortSignal | undefined;
  /** By default 10 s for services of others, and two minutes for embedded ones. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Waits until a component can be used.
 *
 * @throws StreambookError TIMED_OUT, or KAFKA_UNREACHABLE and the like for an external service; what `ensureAlive` and the
 * component throw.
 */
export async function waitUntilReady<A>(component: Component<A>, address: A, wait: ReadyWait): Promise<void> {
  const { servicesFolder, ensureAlive, signal } = wait;
  const isExternal = servicesFolder === undefined;
  const { timeoutMs = isExternal ? EXTERNAL_TIMEOUT_MS : EMBEDDED_TIMEOUT_MS } = wait;
  const probe = async (until: AbortSignal) => {
    await ensureAlive?.();
    return (await component.isReady(address, { signal: until, servicesFolder })) || undefined;
  };
  const what = `${component.title} at ${String(address)} ${component.readyWhen}`;
  try {
    await waitFor(probe, { what, timeoutMs, signal });
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof StreambookError && error.code === 'TIMED_OUT')) throw error;
    const reason = error.cause === undefined ? 'no answer' : firstLine(error.cause);
    if (!isExternal) throw new StreambookError(error.code, `${error.message} (${reason})`, { cause: error });
    throw new StreambookError(
      `${component.name.toUpperCase()}_UNREACHABLE`,
      `No ${component.server} answers at ${String(address)} (${reason}): start one there, or correct ${SERVICE_VARIABLES[component.name].variable}`,
      { cause: error, retryable: true },
    );
  }
}

const WATCH_MS = 250;

/**
 * Does what waits for services, and looks meanwhile whether their processes live, so that one that dies is told at once:
 * also when another program has its port, takes the connection and does not answer.
 */
export async function whileAlive<T>(
  ensureAlive: () => Promise<void>,
  signal: AbortSignal | undefined,
  work: (until: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const until = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
  const watch = async () => {
    while (!until.aborted) {
      await ensureAlive().catch((error: unknown) => over.abort(error));
      await sleep(WATCH_MS, undefined, { signal: until }).catch(() => undefined);
    }
  };
  const watching = watch();
  try {
    return await work(until);
  } finally {
    over.abort();
    await watching;
  }
}
