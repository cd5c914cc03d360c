import { hasComponent, setUpComponent } from '../../setup/components.mjs';
import { assertFreeSpace } from '../core/disk-space.js';
import { StreambookError, toError } from '../core/errors.js';
import type { Component } from './component.js';
import type { ServiceDeps } from './lock.js';

/** Whether all that an embedded component needs is there. */
export const isFetched = ({ name }: Component): Promise<boolean> => hasComponent(name);

/** How what components need gets onto this machine. */
export interface SetUp {
  readonly hasComponent: (name: string) => Promise<boolean>;
  /** Writes to its log what it does, and a line for people now and then. */
  readonly setUpComponent: (name: string, onLine: (line: string) => void) => Promise<void>;
}

/**
 * Fetches what embedded components need and what is not there yet.
 *
 * @throws StreambookError DISK_FULL; FETCH_FAILED with the end of the log.
 */
export async function fetchMissing(
  { settings, reporter }: Omit<ServiceDeps, 'signal'>,
  components: readonly Component[],
  setUp: SetUp = { hasComponent, setUpComponent },
): Promise<void> {
  for (const component of components.filter(({ name }) => settings.external[name] === undefined)) {
    const { name, title, download } = component;
    if (download === undefined || (await setUp.hasComponent(name))) continue;
    await assertFreeSpace(settings.paths.setup, download.diskMb, `fetching ${title}`);
    try {
      await setUp.setUpComponent(name, (line) => reporter.line(line));
    } catch (error) {
      throw new StreambookError('FETCH_FAILED', toError(error).message, { cause: error });
    }
  }
}
