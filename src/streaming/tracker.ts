import type { Kafka } from 'kafkajs';
import { type GroupConsumer, joinGroup } from '../kafka/group-consumer.js';
import type { PartitionOffsets } from '../kafka/topics.js';
import { whenAborted } from '../core/abort.js';
import { waitFor } from '../core/deadline.js';
import { firstLine, StreambookError } from '../core/errors.js';
import { trackerCounts, type TrackerFigures } from './tracker-counts.js';

export interface TrackerOptions {
  readonly groupId: string;
  readonly topic: string;
  /** Where a group starts that has not committed yet; without it, at the beginning of the topic. */
  readonly startOffsets?: PartitionOffsets | undefined;
  /** Messages between two commits; 100 by default. */
  readonly commitEvery?: number | undefined;
  /** Counts the messages of this run only. */
  readonly runId?: string | undefined;
  /** Ends tracking, as {@link Tracker.stop} does. */
  readonly signal?: AbortSignal | undefined;
  /** Given the figures so far, every `reportEverySeconds`. */
  readonly onReport?: ((soFar: TrackerFigures) => void) | undefined;
  /** 5 by default. */
  readonly reportEverySeconds?: number | undefined;
  /** Microseconds since the epoch; the system's clock by default. */
  readonly nowUs?: (() => number) | undefined;
}

/** What a tracker saw in all. */
export interface TrackerSummary extends TrackerFigures {
  /** The offsets it committed last: where the group goes on. */
  readonly positions: PartitionOffsets;
}

/** A consumer at work. */
export interface Tracker {
  /** Events intended before this, in microseconds since the epoch, are left out of latencies from now on. */
  measureFrom(us: number): void;
  /** Ends tracking once every partition has been read up to these offsets; at once when it has been already. */
  stopAt(endOffsets: PartitionOffsets): void;
  /** Ends tracking after the message in hand. */
  stop(): void;
  /**
   * Settles when tracking has ended and everything read is committed.
   *
   * Rejects with StreambookError TRACKER_FAILED when the client gave up, or the last commit could not be made.
   */
  readonly finished: Promise<TrackerSummary>;
}

const DEFAULT_COMMIT_EVERY = 100;
const DEFAULT_REPORT_SECONDS = 5;

/** Longer than a group takes to find a new coordinator and to join again. */
const LAST_COMMIT_MS = 30_000;

/** Tries again while the client joins its group again, because its coordinator has died. */
async function commitLast({ commit, gaveUp }: GroupConsumer): Promise<void> {
  await waitFor(
    async () => {
      await commit();
      return true;
    },
    {
      what: 'the last offsets are committed',
      timeoutMs: LAST_COMMIT_MS,
      intervalMs: 500,
      signal: gaveUp,
    },
  );
}

function isReached(positions: PartitionOffsets, ends: PartitionOffsets): boolean {
  return [...ends].every(([partition, end]) => (positions.get(partition) ?? 0n) >= end);
}

/**
 * Starts an independent consumer of a topic that commits by hand. Settles when it has joined its group.
 *
 * @throws StreambookError TRACKER_FAILED when it cannot join.
 */
export async function startTracker(kafka: Kafka, options: TrackerOptions): Promise<Tracker> {
  const { groupId, topic, commitEvery = DEFAULT_COMMIT_EVERY, signal, onReport } = options;
  signal?.throwIfAborted();
  const failed = (error: unknown) =>
    new StreambookError('TRACKER_FAILED', `The tracker of ${topic} gave up: ${firstLine(error)}`, {
      cause: error,
    });
  const ending = new AbortController();
  const stop = () => ending.abort();
  let measureFromUs = 0;
  let endOffsets: PartitionOffsets | undefined;
  let uncommitted = 0;
  const counts = trackerCounts({ runId: options.runId, measureFromUs: () => measureFromUs });

  const consumer = await joinGroup(kafka, {
    groupId,
    topic,
    startOffsets: options.startOffsets,
    signal: ending.signal,
    nowUs: options.nowUs,
    onCommit: counts.recordCommit,
    async onMessage(message, receivedUs, { commit, positions }) {
      counts.record(message, receivedUs);
      uncommitted += 1;
      if (uncommitted >= commitEvery) {
        uncommitted = 0;
        await commit();
      }
      if (endOffsets !== undefined && isReached(positions, endOffsets)) stop();
    },
  }).catch((error: unknown) => {
    throw failed(error);
  });

  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted === true) stop();
  const reports = setInterval(
    () => onReport?.(counts),
    (options.reportEverySeconds ?? DEFAULT_REPORT_SECONDS) * 1000,
  );

  const finish = async (): Promise<TrackerSummary> => {
    try {
      await whenAborted(AbortSignal.any([ending.signal, consumer.gaveUp]));
      consumer.gaveUp.throwIfAborted();
      await commitLast(consumer);
      return { ...counts, positions: new Map(consumer.positions) };
    } catch (error) {
      throw failed(error);
    } finally {
      clearInterval(reports);
      signal?.removeEventListener('abort', stop);
      await consumer.close();
    }
  };
  const finished = finish();
  // Whoever awaits it gets the error; until somebody does, a tracker that failed must not end the process.
  finished.catch(() => undefined);

  return {
    measureFrom(us) {
      measureFromUs = us;
    },
    stopAt(offsets) {
      endOffsets = offsets;
      if (isReached(consumer.positions, offsets)) stop();
    },
    stop,
    finished,
  };
}
