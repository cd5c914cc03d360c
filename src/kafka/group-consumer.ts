import type { EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { unlessAborted, whenAborted } from '../core/abort.js';
import { nowUs as systemUs } from '../core/clock.js';
import { waitFor, withinMs } from '../core/deadline.js';
import { unlessForbidden } from './rights.js';
import { availableOffsets, type PartitionOffsets, withAdmin } from './topics.js';

export interface GroupConsumerOptions {
  readonly groupId: string;
  readonly topic: string;
  /** Where a group starts that has not committed yet; without it, at the beginning of the topic. */
  readonly startOffsets?: PartitionOffsets | undefined;
  /** Given every message once, one at a time. `receivedUs`, since the epoch, is when its batch came. */
  readonly onMessage: (
    message: KafkaMessage,
    receivedUs: number,
    consumer: GroupConsumer,
  ) => Promise<void> | void;
  /** Called for every commit that a broker has taken. */
  readonly onCommit: () => void;
  /** No message is given after it fires. */
  readonly signal: AbortSignal;
  /** Microseconds since the epoch; the system's clock by default. */
  readonly nowUs?: (() => number) | undefined;
}

/** A consumer that has joined its group and commits when it is told to. */
export interface GroupConsumer {
  /** The offset of the next message to be given, by partition that this member has been given so far. */
  readonly positions: PartitionOffsets;
  /** Commits the positions of the partitions that are this member's now. @throws whatever the client throws when it cannot, or has not in five seconds. */
  readonly commit: () => Promise<void>;
  /** Fires when the client has given up for good; its reason is why. */
  readonly gaveUp: AbortSignal;
  close(): Promise<void>;
}

const COORDINATOR_TIMEOUT_MS = 30_000;
const COMMIT_TIMEOUT_MS = 5000;
const CLOSE_TIMEOUT_MS = 5000;
const CONSUMER_SETTINGS = {
  // A broker answers when it has so much, or after so long: an answer for every few events would cost it, and us, more
  // than the events do.
  minBytes: 32 * 1024,
  maxWaitTimeInMs: 20,
  // The least that brokers allow: a member that had to start again is kept waiting for its former self this long.
  sessionTimeout: 6000,
  heartbeatInterval: 1000,
  allowAutoTopicCreation: false,
  // The client asks a coordinator that is gone as often as it may; only then it starts again, and finds the new one.
  // With kafkajs's own waits, up to 5 s between tries, that takes longer than the brokers take to choose a new one.
  retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 500 },
} as const;

/**
 * Joins a group and reads. Positions are kept here and set again on every join: the client's own recovery from lost
 * brokers and its rebalances would go back to the last commit, and here repeat nothing and skip nothing.
 */
export async function joinGroup(kafka: Kafka, options: GroupConsumerOptions): Promise<GroupConsumer> {
  const { groupId, topic, onMessage, onCommit, signal, nowUs = systemUs } = options;
  const positions = new Map(await startingOffsets(kafka, options));
  const consumer = kafka.consumer({ groupId, ...CONSUMER_SETTINGS });
  const gaveUp = new AbortController();
  let lastCrash: Error | undefined;
  let commits = 0;
  let owned: ReadonlySet<number> = new Set();
  let inHand: Promise<void> = Promise.resolve();

  const self: GroupConsumer = {
    positions,
    gaveUp: gaveUp.signal,
    commit: async () => {
      const commitsBefore = commits;
      const offsets = [...positions]
        .filter(([partition]) => owned.has(partition))
        .map(([partition, offset]) => ({ topic, partition, offset: String(offset) }));
      // Another member of the group has all partitions.
      if (offsets.length === 0) return;
      try {
        await withinMs(COMMIT_TIMEOUT_MS, `the group ${groupId} commits`, () =>
          consumer.commitOffsets(offsets),
        );
      } catch (error) {
        throw lastCrash ?? asRebalancing(error);
      }
      // A client that is not running, or about to start again, takes a commit and does nothing.
      if (commits === commitsBefore) throw lastCrash ?? new Error(`the group ${groupId} could not commit`);
    },
    async close() {
      // The client asks brokers that are gone for half a minute.
      await withinMs(CLOSE_TIMEOUT_MS, `the group ${groupId} is left`, async () => {
        await inHand.catch(() => undefined);
        await consumer.disconnect();
      }).catch(() => undefined);
    },
  };

  const read = async (payload: EachBatchPayload) => {
    const { partition, messages } = payload.batch;
    const receivedUs = nowUs();
    for (const message of messages) {
      if (signal.aborted || !payload.isRunning() || payload.isStale()) return;
      payload.resolveOffset(message.offset);
      const offset = BigInt(message.offset);
      if (offset < (positions.get(partition) ?? 0n)) continue;
      positions.set(partition, offset + 1n);
      await onMessage(message, receivedUs, self);
    }
  };

  consumer.on(consumer.events.COMMIT_OFFSETS, () => {
    commits += 1;
    onCommit();
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    lastCrash = payload.error;
    if (!payload.restart) gaveUp.abort(payload.error);
  });
  let joins = 0;
  const joined = new Promise<void>((resolve) => {
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      lastCrash = undefined;
      const assigned = new Set(payload.memberAssignment[topic]);
      // What another member has read since is not known here: the client starts where that one has committed.
      if (joins > 0) {
        for (const partition of assigned) if (!owned.has(partition)) positions.delete(partition);
      }
      joins += 1;
      owned = assigned;
      for (const [partition, offset] of positions) {
        if (owned.has(partition)) consumer.seek({ topic, partition, offset: String(offset) });
      }
      resolve();
    });
  });

  const join = async () => {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: (payload) => (inHand = read(payload)),
    });
    await Promise.race([joined, whenAborted(gaveUp.signal)]);
    gaveUp.signal.throwIfAborted();
  };
  try {
    await unlessAborted(signal, join());
  } catch (error) {
    await self.close();
    throw error;
  }

  return self;
}

/** The coordinator says by these that the group has been joined by others, or that it has given this member up. */
const REJOIN_TYPES = new Set<unknown>(['REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID']);

/**
 * kafkajs hides what its coordinator says to a commit behind an error that ends the client for good. Thrown while it
 * reads, what was said itself has it join again.
 */
function asRebalancing(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'type' in cause && REJOIN_TYPES.has(cause.type) ? cause : error;
}

/** Where the group goes on: at what it committed, else at what it was given, else at the beginning. */
async function startingOffsets(kafka: Kafka, options: GroupConsumerOptions): Promise<PartitionOffsets> {
  const { groupId, topic, startOffsets, signal } = options;
  return withAdmin(kafka, async (admin) => {
    const available = await availableOffsets(admin, topic);
    // The coordinator may still be loading, or be chosen for the first time; the client does not ask again by itself.
    const ask = () => admin.fetchOffsets({ groupId, topics: [topic] });
    const [committed] = await waitFor(() => unlessForbidden(`the offsets of the group ${groupId}`, ask), {
      what: `the coordinator of the group ${groupId} answers`,
      timeoutMs: COORDINATOR_TIMEOUT_MS,
      signal,
    });
    const committedAt = new Map(
      committed?.partitions.map(({ partition, offset }) => [partition, BigInt(offset)]),
    );
    return new Map(
      available.map(({ partition, low, high }) => {
        const isThere = (offset: bigint | undefined) =>
          offset !== undefined && offset >= low && offset <= high;
        const start = [committedAt.get(partition), startOffsets?.get(partition)].find(isThere);
        return [partition, start ?? low] as const;
      }),
    );
  });
}
