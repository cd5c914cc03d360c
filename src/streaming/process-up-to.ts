import { z } from 'zod';
import { waitFor } from '../runtime/deadline.js';
import type { StreamingQuery } from '../spark/index.js';

const TIMEOUT_MS = 600_000;

/** How far a batch has read, as Kafka's source writes it, in a string of its own: `{"orders":{"0":120,"1":98}}`. */
const endOffsetSchema = z
  .string()
  .transform((json): unknown => JSON.parse(json))
  .pipe(z.record(z.string(), z.record(z.string(), z.number())));

/**
 * Waits until a query has processed a topic up to `endOffsets` (partition number to the offset after its last message).
 * Spark knows only what the brokers tell it at the moment, so "all available" is checked against these offsets.
 *
 * @throws what made the query fail; StreambookError TIMED_OUT after ten minutes; the signal's reason on abort.
 */
export async function processUpTo(
  query: StreamingQuery,
  topic: string,
  endOffsets: ReadonlyMap<number, bigint>,
  signal?: AbortSignal,
): Promise<void> {
  await waitFor(
    async () => {
      await query.processAllAvailable({ signal });
      const progress = await query.lastProgress();
      if (progress === undefined) return undefined;
      const offsets = endOffsetSchema.parse(progress.sources[0]?.endOffset)[topic];
      return (
        [...endOffsets].every(([partition, end]) => BigInt(offsets?.[partition] ?? 0) >= end) || undefined
      );
    },
    {
      what: 'the streaming query has read up to the end of what was sent',
      timeoutMs: TIMEOUT_MS,
      signal,
    },
  );
}
