import type { Kafka } from 'kafkajs';
import type { OrdersContext } from '../context.js';
import type { PartitionOffsets } from '../../../kafka/topics.js';
import type { CleanupStack } from '../../../core/cleanup.js';
import { waitFor } from '../../../core/deadline.js';
import { openSession } from '../../../services/session.js';
import type { StreamingQuery, StreamingQueryProgress } from '../../../spark/index.js';
import { progressLog } from '../../../streaming/progress-log.js';
import { processUpTo } from '../../../streaming/process-up-to.js';
import { assertQueryRuns } from '../../../streaming/query-failure.js';
import { queryOffsets, startValidationQuery } from '../jobs/validation-query.js';
import { startTracker, type Tracker, type TrackerSummary } from '../../../streaming/tracker.js';
import { hasLargeBatches } from './batch-size.js';
import { checkpointFolder, ordersFolder, progressFile } from '../run-files.js';

/** The consuming side of a run while it is live: the streaming query and the tracker. */
export interface Consumers {
  readonly queryId: string;
  readonly sparkVersion: string;
  readonly tracker: Tracker;
  /** Micro-batches that had rows; whole once drained. */
  batches(): readonly StreamingQueryProgress[];
  /**
   * Waits until query and tracker have processed everything up to `endOffsets`, and stops both.
   *
   * @throws what made the query fail.
   */
  drain(
    endOffsets: PartitionOffsets,
    signal: AbortSignal,
    onRemaining: (messages: number) => void,
  ): Promise<TrackerSummary>;
}

interface ConsumerOptions extends Pick<
  OrdersContext,
  'experiment' | 'runId' | 'run' | 'settings' | 'services' | 'signal'
> {
  readonly kafka: Kafka;
  readonly topic: string;
  readonly startOffsets: PartitionOffsets;
}

const QUERY_READY_TIMEOUT_MS = 60_000;
const PROGRESS_POLL_MS = 2000;

/** The query has planned its first batch and asks Kafka for more. */
async function waitUntilReady(query: StreamingQuery, signal: AbortSignal): Promise<void> {
  await waitFor(
    async (until) => {
      await assertQueryRuns(query, { signal: until });
      return (
        /waiting|processing|getting offsets/i.test((await query.status({ signal: until })).message) ||
        undefined
      );
    },
    { what: 'the streaming query is ready', timeoutMs: QUERY_READY_TIMEOUT_MS, signal },
  );
}

/** Asks again and again, never twice at a time: a server that is gone is asked once, and for long. */
function pollEvery(intervalMs: number, poll: () => Promise<void>): () => void {
  let isUnderWay = false;
  const timer = setInterval(() => {
    if (isUnderWay) return;
    isUnderWay = true;
    // A failed poll is made up for by the next one; a failed query shows itself in drain.
    void poll()
      .catch(() => undefined)
      .finally(() => (isUnderWay = false));
  }, intervalMs);
  return () => clearInterval(timer);
}

/**
 * Starts the query and the tracker; settles when both stand ready for the first event.
 *
 * @param opened Closes what is opened here. It is the caller's, who may give up waiting before this has settled: a query
 *   must not outlive its process on the server then.
 */
export async function startConsumers(options: ConsumerOptions, opened: CleanupStack): Promise<Consumers> {
  const { experiment, runId, run, settings, services, kafka, topic, startOffsets, signal } = options;
  const session = await openSession(settings, services, `run ${runId}`);
  const { spark } = session;
  // The session's end is the query's end. Asking the query itself would wait ten minutes for a Spark that is gone.
  opened.defer('the Spark session', () => session.close());
  const query = await startValidationQuery(spark, {
    bootstrapServers: services.kafka.address,
    topic,
    startingOffsets: queryOffsets(startOffsets),
    ordersFolder: ordersFolder(run),
    checkpointFolder: checkpointFolder(run),
    queryName: runId,
    triggerIntervalSeconds: experiment.triggerIntervalSeconds,
    largeBatches: hasLargeBatches(experiment),
  });
  const progress = progressLog(query, progressFile(run));
  const closing = new AbortController();
  const joining = startTracker(kafka, {
    groupId: `streambook-tracker-${runId}`,
    runId,
    topic,
    startOffsets,
    signal: AbortSignal.any([signal, closing.signal]),
    commitEvery: experiment.trackerCommitEvery,
  });
  // Also when the query fails while the tracker is still joining its group.
  opened.defer('the tracker', async () => {
    closing.abort();
    await (await joining.catch(() => undefined))?.finished.catch(() => undefined);
  });
  const [tracker] = await Promise.all([joining, waitUntilReady(query, signal)]);
  const sparkVersion = await spark.version();
  const stopPolling = pollEvery(PROGRESS_POLL_MS, () => progress.poll());
  opened.defer('progress polling', stopPolling);
  return {
    queryId: query.id,
    sparkVersion,
    tracker,
    batches: () => progress.batches(),
    async drain(endOffsets, drainSignal, onRemaining) {
      tracker.stopAt(endOffsets);
      await processUpTo(query, topic, endOffsets, { signal: drainSignal, onRemaining });
      const summary = await tracker.finished;
      drainSignal.throwIfAborted();
      stopPolling();
      await progress.poll();
      await query.stop();
      return summary;
    },
  };
}
