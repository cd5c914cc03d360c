import { z } from 'zod';
import { waitFor } from '../runtime/deadline.js';
import type { StreamingQuery } from '../spark/index.js';
import { assertQueryRuns } from './query-failure.js';

const TIMEOUT_MS = 600_000;
/** Each time costs the server two small calls, beside which it works on the last batch. */
const ASK_EVERY_MS = 100;

/** How far a batch has read, as Kafka's source writes it, in a string of its own: `{"orders":{"0":120,"1":98}}`. */
const endOffsetSchema = z
  .string()
  .transform((json): unknown => JSON.parse(json))
  .pipe(z.record(z.string(), z.record(z.string(), z.number())));

export interface ProcessUpToOptions {
  readonly signal?: AbortSignal | undefined;
  /** Ten minutes by default. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Waits until a query has processed a topic up to `endOffsets` (partition number to the offset after its last message),
 * whatever is sent meanwhile. Its progress is compared with these offsets: Spark's own `processAllAvailable` may wait for
 * ever while messages arrive, and believes the brokers of the moment when it asks what is available.
 *
 * @throws StreambookError QUERY_FAILED with what made the query fail; QUERY_STOPPED; TIMED_OUT; the signal's reason on
 *   abort.
 */
export async function processUpTo(
  query: StreamingQuery,
  topic: string,
  endOffsets: ReadonlyMap<number, bigint>,
  { signal, timeoutMs = TIMEOUT_MS }: ProcessUpToOptions = {},
): Promise<void> {
  await waitFor(async (until) => (await hasReached(query, topic, endOffsets, until)) || undefined, {
    what: 'the streaming query has read up to the end of what was sent',
    ...{ timeoutMs, intervalMs: ASK_EVERY_MS, signal },
  });
}

async function hasReached(
  query: StreamingQuery,
  topic: string,
  endOffsets: ReadonlyMap<number, bigint>,
  signal: AbortSignal,
): Promise<boolean> {
  const progress = await query.lastProgress({ signal });
  if (progress !== undefined) {
    const offsets = endOffsetSchema.parse(progress.sources[0]?.endOffset)[topic];
    if ([...endOffsets].every(([partition, end]) => BigInt(offsets?.[partition] ?? 0) >= end)) return true;
  }
  await assertQueryRuns(query, { signal });
  return false;
}
