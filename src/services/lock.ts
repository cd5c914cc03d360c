import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { takeLock } from '../../setup/lock.mjs';
import type { Settings } from '../config/settings.js';
import { hasCode } from '../core/errors.js';
import type { Reporter } from '../core/reporter.js';

export interface ServiceDeps {
  readonly settings: Settings;
  readonly reporter: Reporter;
  readonly signal?: AbortSignal | undefined;
  /** What programs are started with; the environment of this process by default. */
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** The system's clock by default. */
  readonly now?: (() => Date) | undefined;
}

/**
 * Does something while nobody else starts or stops this project's services.
 *
 * @param onFullDisk What to do when the disk has no room for the lock; without it that is an error.
 */
export async function withServicesLock<T>(
  { settings, reporter, signal }: ServiceDeps,
  work: () => Promise<T>,
  onFullDisk?: () => void,
): Promise<T> {
  const folder = settings.paths.services;
  await mkdir(folder, { recursive: true });
  const release = await takeLock(join(folder, 'lock'), {
    onWait: (line) => reporter.line(`services: ${line}`),
    signal,
  }).catch((error: unknown) => {
    if (onFullDisk === undefined || !hasCode(error, 'ENOSPC')) throw error;
    onFullDisk();
    return () => Promise.resolve();
  });
  try {
    return await work();
  } finally {
    await release();
  }
}
