import type { Kafka } from 'kafkajs';
import type { Experiment } from '../config/experiment.js';
import type { RunPaths } from '../config/paths.js';
import type { PartitionOffsets } from '../kafka/topics.js';
import { waitFor } from '../runtime/deadline.js';
import { StreambookError } from '../runtime/errors.js';
import type { Services } from '../services/cluster.js';
import { SparkSession, type StreamingQuery, type StreamingQueryProgress } from '../spark/index.js';
import { progressLog } from '../streaming/progress-log.js';
import { processUpTo } from '../streaming/process-up-to.js';
import { queryOffsets, startValidationQuery } from '../streaming/validation-query.js';
import { startTracker, type Tracker, type TrackerSummary } from '../tracking/tracker.js';
import { hasLargeBatches } from './batch-size.js';

/** The consuming side of a run while it is live: the streaming query and the tracker. */
export interface Pipeline {
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
  drain(endOffsets: PartitionOffsets, signal: AbortSignal): Promise<TrackerSummary>;
  /** Stops whatever still goes on. */
  close(): Promise<void>;
}

interface PipelineOptions {
  readonly experiment: Experiment;
  readonly runId: string;
  readonly run: RunPaths;
  readonly services: Services;
  readonly kafka: Kafka;
  readonly topic: string;
  readonly startOffsets: PartitionOffsets;
  readonly signal: AbortSignal;
}

const QUERY_READY_TIMEOUT_MS = 60_000;
const PROGRESS_POLL_MS = 2000;

/** The query has planned its first batch and asks Kafka for more. */
async function waitUntilReady(query: StreamingQuery, signal: AbortSignal): Promise<void> {
  await waitFor(
    async () => {
      const failure = await query.exception();
      if (failure !== undefined)
        throw new StreambookError('QUERY_FAILED', `The streaming query failed: ${failure.message}`, {
          cause: failure,
        });
      return /waiting|processing|getting offsets/i.test((await query.status()).message) || undefined;
    },
    { what: 'the streaming query is ready', timeoutMs: QUERY_READY_TIMEOUT_MS, signal },
  );
}

/** Starts the query and the tracker; settles when both stand ready for the first event. */
export async function startPipeline(options: PipelineOptions): Promise<Pipeline> {
  const { experiment, runId, run, services, kafka, topic, startOffsets, signal } = options;
  const spark = await SparkSession.builder().remote(services.sparkRemote).create();
  let query: StreamingQuery | undefined;
  let tracker: Tracker | undefined;
  let polling: NodeJS.Timeout | undefined;
  const close = async () => {
    clearInterval(polling);
    tracker?.stop();
    await tracker?.finished.catch(() => undefined);
    await query?.stop().catch(() => undefined);
    await spark.stop();
  };
  try {
    const startedQuery = await startValidationQuery(spark, {
      bootstrapServers: services.bootstrapServers,
      topic,
      startingOffsets: queryOffsets(startOffsets),
      ordersFolder: run.orders,
      checkpointFolder: run.checkpoint,
      triggerIntervalSeconds: experiment.triggerIntervalSeconds,
      largeBatches: hasLargeBatches(experiment),
    });
    query = startedQuery;
    const progress = progressLog(startedQuery, run.progress);
    const [startedTracker] = await Promise.all([
      startTracker(kafka, {
        groupId: `streambook-tracker-${runId}`,
        ...{ runId, topic, startOffsets, signal },
        commitEvery: experiment.trackerCommitEvery,
      }),
      waitUntilReady(startedQuery, signal),
    ]);
    tracker = startedTracker;
    // A failed poll is made up for by the next one; a failed query shows itself in drain.
    polling = setInterval(() => void progress.poll().catch(() => undefined), PROGRESS_POLL_MS);
    return {
      queryId: startedQuery.id,
      sparkVersion: await spark.version(),
      tracker: startedTracker,
      batches: () => progress.batches(),
      async drain(endOffsets, drainSignal) {
        startedTracker.stopAt(endOffsets);
        await processUpTo(startedQuery, topic, endOffsets, drainSignal);
        const summary = await startedTracker.finished;
        drainSignal.throwIfAborted();
        clearInterval(polling);
        await progress.poll();
        await startedQuery.stop();
        return summary;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
