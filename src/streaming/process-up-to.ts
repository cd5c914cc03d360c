import { z } from 'zod';
import { waitFor } from '../core/deadline.js';
import { StreambookError } from '../core/errors.js';
import type { StreamingQuery } from '../spark/index.js';
import { assertQueryRuns } from './query-failure.js';

const TIMEOUT_MS = 600_000;
/** Each time costs the server two small calls, beside which it works on the last batch. */
const ASK_EVERY_MS = 100;

/** How far a batch has read, as Kafka's source writes it, in a string of its own: `{"topic":{"0":120,"1":98}}`. */
const endOffsetSchema = z
  .string()
  .transform((json, context): unknown => {
    try {
      return JSON.parse(json);
    } catch {
      context.addIssue('no JSON');
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.record(z.string(), z.number())));

/** What is asked of the query. */
type WatchedQuery = Pick<StreamingQuery, 'lastProgress' | 'status' | 'exception'>;

export interface ProcessUpToOptions {
  readonly signal?: AbortSignal | undefined;
  /** Gets how many messages are still to be processed, each time that it is asked. */
  readonly onRemaining?: ((messages: number) => void) | undefined;
  /** Ten minutes by default. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Waits until a query has processed a topic up to `endOffsets` (partition number to the offset after its last message),
 * whatever is sent meanwhile. Its progress is compared with these offsets: Spark's own `processAllAvailable` may wait for
 * ever while messages arrive, and believes the brokers of the moment when it asks what is available.
 *
 * @throws StreambookError QUERY_FAILED with what made the query fail; QUERY_STOPPED; PROGRESS_UNREADABLE; TIMED_OUT; the
 *   signal's reason on abort.
 */
export async function processUpTo(
  query: WatchedQuery,
  topic: string,
  endOffsets: ReadonlyMap<number, bigint>,
  { signal, timeoutMs = TIMEOUT_MS, onRemaining }: ProcessUpToOptions = {},
): Promise<void> {
  const hasReached = async (until: AbortSignal): Promise<true | undefined> => {
    const remaining = await remainingMessages(query, topic, endOffsets, until);
    if (remaining !== undefined) onRemaining?.(remaining);
    if (remaining === 0) return true;
    await assertQueryRuns(query, { signal: until });
    return undefined;
  };
  await waitFor(hasReached, {
    what: 'the streaming query has read up to the end of what was sent',
    timeoutMs,
    intervalMs: ASK_EVERY_MS,
    signal,
  });
}

/** @throws StreambookError PROGRESS_UNREADABLE: asking again would give the same. */
function endOffsetsOf(endOffset: unknown): Readonly<Record<string, Readonly<Record<string, number>>>> {
  const found = endOffsetSchema.safeParse(endOffset);
  if (found.success) return found.data;
  const text = `The progress of the streaming query has no offsets of Kafka in endOffset: ${JSON.stringify(endOffset)}`;
  throw new StreambookError('PROGRESS_UNREADABLE', text, { cause: found.error });
}

/** Undefined before the query's first micro-batch. */
async function remainingMessages(
  query: WatchedQuery,
  topic: string,
  endOffsets: ReadonlyMap<number, bigint>,
  signal: AbortSignal,
): Promise<number | undefined> {
  const progress = await query.lastProgress({ signal });
  const endOffset = progress?.sources[0]?.endOffset ?? undefined;
  if (endOffset === undefined) return undefined;
  const offsets = endOffsetsOf(endOffset)[topic];
  return [...endOffsets].reduce((sum, [partition, end]) => {
    const missing = Number(end) - (offsets?.[partition] ?? 0);
    return sum + Math.max(missing, 0);
  }, 0);
}
