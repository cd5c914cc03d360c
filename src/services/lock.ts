import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { takeLock } from '../../setup/lock.mjs';
import type { Settings } from '../config/settings.js';
import type { Reporter } from '../runtime/reporter.js';

export interface ServiceDeps {
  readonly settings: Settings;
  readonly reporter: Reporter;
  readonly signal?: AbortSignal | undefined;
}

/** Does something while nobody else starts or stops this project's services. */
export async function withServicesLock<T>(
  { settings, reporter, signal }: ServiceDeps,
  work: () => Promise<T>,
): Promise<T> {
  const folder = settings.paths.services;
  await mkdir(folder, { recursive: true });
  const release = await takeLock(join(folder, 'lock'), {
    onWait: (line) => reporter.line(`services: ${line}`),
    signal,
  });
  try {
    return await work();
  } finally {
    await release();
  }
}
