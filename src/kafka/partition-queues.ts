import { setTimeout as sleep } from 'node:timers/promises';
import { toError } from '../core/errors.js';

/** Sends one batch to one partition; settles with the brokers' response, or when they finally do not have all of it. */
export type SendToPartition<M, R> = (partition: number, messages: readonly M[]) => Promise<R>;

export interface PartitionQueuesOptions<M, R> {
  readonly partitionCount: number;
  readonly partitionOf: (message: M) => number;
  readonly send: SendToPartition<M, R>;
  /** Most messages in one batch. */
  readonly maxBatchMessages: number;
  /** Time between flushes, for which batches that are not full wait, those of all partitions together; 0 by default. */
  readonly lingerMs?: number;
  readonly onAcked: (messages: readonly M[], response: R) => void;
  /** The brokers refused these, or were never heard to have them. */
  readonly onFailed: (messages: readonly M[], error: Error) => void;
}

/**
 * A queue for each partition, with one batch under way at a time. What arrives while a batch is under way
 * goes with the next one, and that leaves with those of the other partitions at the next flush: at a low rate every
 * message leaves at once, at a high rate batches grow, because each costs the brokers more than the messages in it.
 *
 * One batch at a time is also what keeps idempotent sending simple: the sequence numbers of a batch are known only
 * when the one before it has been acknowledged, or has failed for good and its producer has been replaced.
 */
export interface PartitionQueues<M> {
  /** Messages queued or under way. */
  readonly pending: number;
  enqueue(message: M): void;
  /** Settles when fewer than `limit` messages are pending. */
  pendingBelow(limit: number): Promise<void>;
  /** Fails everything that is pending; what the brokers say of it later is not heard. */
  abandon(error: Error): void;
}

interface PartitionQueue<M> {
  waiting: M[];
  underWay: readonly M[];
  busy: boolean;
  /** Ends the wait for the next flush. */
  filled: () => void;
}

export function partitionQueues<M, R>(options: PartitionQueuesOptions<M, R>): PartitionQueues<M> {
  const { partitionOf, send, maxBatchMessages, lingerMs = 0, onAcked, onFailed } = options;
  const queues: PartitionQueue<M>[] = Array.from({ length: options.partitionCount }, () => ({
    waiting: [],
    underWay: [],
    busy: false,
    filled: () => undefined,
  }));
  let pending = 0;
  let waiting: { readonly limit: number; readonly resolve: () => void }[] = [];

  const settled = (count: number) => {
    pending -= count;
    const ready = waiting.filter(({ limit }) => pending < limit);
    if (ready.length === 0) return;
    waiting = waiting.filter(({ limit }) => pending >= limit);
    for (const { resolve } of ready) resolve();
  };

  const sendNext = async (queue: PartitionQueue<M>, partition: number) => {
    const batch = queue.waiting.splice(0, maxBatchMessages);
    queue.underWay = batch;
    const outcome = await send(partition, batch).then(
      (response) => () => onAcked(batch, response),
      (thrown: unknown) => () => onFailed(batch, toError(thrown)),
    );
    if (queue.underWay !== batch) return;
    queue.underWay = [];
    outcome();
    settled(batch.length);
  };

  let flush: Promise<void> | undefined;
  /** The one that all queues wait for. */
  const nextFlush = () =>
    (flush ??= sleep(lingerMs).then(() => {
      flush = undefined;
    }));
  /** Waits until there is enough for a whole batch. */
  const untilFull = (queue: PartitionQueue<M>) =>
    queue.waiting.length >= maxBatchMessages
      ? Promise.resolve()
      : new Promise<void>((resolve) => {
          queue.filled = resolve;
        });

  const run = async (queue: PartitionQueue<M>, partition: number) => {
    // One turn of the microtask queue, so that messages enqueued together leave together.
    await Promise.resolve();
    while (queue.waiting.length > 0) {
      const next = lingerMs > 0 ? nextFlush() : undefined;
      await sendNext(queue, partition);
      await Promise.race([next, untilFull(queue)]);
    }
    queue.busy = false;
  };

  return {
    get pending() {
      return pending;
    },
    enqueue(message) {
      const partition = partitionOf(message);
      const queue = queues[partition];
      if (queue === undefined) throw new RangeError(`no partition ${partition}: there are ${queues.length}`);
      queue.waiting.push(message);
      pending += 1;
      if (queue.waiting.length >= maxBatchMessages) queue.filled();
      if (queue.busy) return;
      queue.busy = true;
      void run(queue, partition);
    },
    pendingBelow: (limit) =>
      pending < limit
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push({ limit, resolve });
          }),
    abandon(error) {
      const messages = queues.flatMap((queue) => [...queue.underWay, ...queue.waiting]);
      for (const queue of queues) {
        queue.underWay = [];
        queue.waiting = [];
      }
      if (messages.length === 0) return;
      onFailed(messages, error);
      settled(messages.length);
    },
  };
}
