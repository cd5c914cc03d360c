import { hasComponent, setUpComponent } from '../../setup/components.mjs';
import { StreambookError, toError } from '../runtime/errors.js';
import type { Component } from './component.js';
import type { ServiceDeps } from './lock.js';

/** Whether all that an embedded component needs is there. */
export const isFetched = ({ name }: Component): Promise<boolean> => hasComponent(name);

/**
 * Fetches what embedded components need and what is not there yet.
 *
 * @throws StreambookError FETCH_FAILED with the end of the log.
 */
export async function fetchMissing(
  { settings, reporter }: Omit<ServiceDeps, 'signal'>,
  components: readonly Component[],
): Promise<void> {
  for (const { name } of components.filter((each) => settings.external[each.name] === undefined)) {
    try {
      await setUpComponent(name, (line) => reporter.line(line));
    } catch (error) {
      throw new StreambookError('FETCH_FAILED', toError(error).message, { cause: error });
    }
  }
}
