import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { resetFolders } from '../config/paths.js';
import type { Settings } from '../config/settings.js';
import { takeRunLock } from '../experiment/start-run.js';
import { UsageError } from '../core/errors.js';
import type { Reporter } from '../core/reporter.js';
import { whileStopped } from '../services/stop.js';

interface ResetOptions {
  readonly settings: Settings;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  readonly confirmed: boolean;
}

/** What stays: the file that keeps a folder in git, and the locks, one of which is held meanwhile. */
const STAYS = new Set(['.gitkeep', '.lock', 'lock']);

/** Entries of a folder with their whole paths. */
async function entriesOf(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  return names.filter((name) => !STAYS.has(name)).map((name) => join(folder, name));
}

async function doomedEntries({ paths }: Settings): Promise<readonly string[]> {
  return (await Promise.all(resetFolders(paths).map(entriesOf))).flat();
}

/**
 * Stops the services and removes runs, sweeps, streams, reports and service data; what set-up made stays. Waits for a run that
 * goes on.
 *
 * @throws UsageError NOT_CONFIRMED with what would go.
 */
export async function reset({ settings, reporter, signal, confirmed }: ResetOptions): Promise<void> {
  if (!confirmed) {
    const count = (await doomedEntries(settings)).length;
    throw new UsageError(
      'NOT_CONFIRMED',
      `This would stop the services and remove ${count} files and folders (runs, sweeps, streams, reports, the data of services); add --yes to do it`,
    );
  }
  const release = await takeRunLock({ settings, reporter, signal });
  try {
    await whileStopped({ settings, reporter, signal }, async () => {
      const doomed = await doomedEntries(settings);
      for (const entry of doomed) await rm(entry, { recursive: true, force: true });
      console.log(`removed ${doomed.length} files and folders`);
    });
  } finally {
    await release();
  }
}
