import { StreambookError } from '../core/errors.js';
import type { StreamingQuery } from '../spark/index.js';

/** @throws StreambookError QUERY_FAILED with what made the query fail; QUERY_STOPPED when somebody ended it. */
export async function assertQueryRuns(
  query: Pick<StreamingQuery, 'status' | 'exception'>,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  if ((await query.status(options)).isActive) return;
  const failure = await query.exception(options);
  if (failure === undefined) {
    throw new StreambookError('QUERY_STOPPED', 'The streaming query was stopped before its work was done');
  }
  throw new StreambookError('QUERY_FAILED', `The streaming query failed: ${failure.message}`, {
    cause: failure,
  });
}
