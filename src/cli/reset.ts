import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../config/settings.js';
import { UsageError } from '../runtime/errors.js';
import type { Reporter } from '../runtime/reporter.js';
import { stopServices } from '../services/cluster.js';

interface ResetOptions {
  readonly settings: Settings;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  readonly confirmed: boolean;
}

/** Entries of a folder with their whole paths, but for the file that keeps the folder in git. */
async function entriesOf(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name !== '.gitkeep').map((name) => join(folder, name));
}

/**
 * Stops the services and removes runs, reports and service data; what set-up made stays.
 *
 * @throws UsageError NOT_CONFIRMED with what would go.
 */
export async function reset({ settings, reporter, signal, confirmed }: ResetOptions): Promise<void> {
  const { runs, streams, reports, services } = settings.paths;
  const doomed = [
    ...(await entriesOf(runs)),
    ...(await entriesOf(streams)),
    ...(await entriesOf(reports)),
    services,
  ];
  if (!confirmed) {
    throw new UsageError(
      'NOT_CONFIRMED',
      `This would stop the services and remove ${doomed.length} folders (runs, reports, the data of Kafka and Spark); add --yes to do it`,
    );
  }
  await stopServices({ settings, reporter, signal });
  for (const folder of doomed) await rm(folder, { recursive: true, force: true });
  console.log(`removed ${doomed.length} folders`);
}
