import { setTimeout as sleep } from 'node:timers/promises';
import { toError } from '../runtime/errors.js';

/** Sends one batch to one partition; settles with the brokers' answer, or when they finally do not have all of it. */
export type Deliver<M, A> = (partition: number, messages: readonly M[]) => Promise<A>;

export interface LaneOptions<M, A> {
  readonly partitionCount: number;
  readonly partitionOf: (message: M) => number;
  readonly deliver: Deliver<M, A>;
  /** Most messages in one batch. */
  readonly maxBatchMessages: number;
  /** Time between departures, for which batches that are not full wait, those of all partitions together; 0 by default. */
  readonly batchIntervalMs?: number;
  readonly onAcked: (messages: readonly M[], answer: A) => void;
  /** The brokers refused these, or were never heard to have them. */
  readonly onFailed: (messages: readonly M[], error: Error) => void;
}

/**
 * A queue for each partition, with one batch under way at a time. What arrives while a batch is under way
 * goes with the next one, and that leaves with those of the other partitions at the next departure: at a low rate every
 * message leaves at once, at a high rate batches grow, because each costs the brokers more than the messages in it.
 *
 * One batch at a time is also what keeps idempotent sending simple: the sequence numbers of a batch are known only
 * when the one before it has been acknowledged, or has failed for good and its producer has been replaced.
 */
export interface PartitionLanes<M> {
  /** Messages queued or under way. */
  readonly pending: number;
  enqueue(message: M): void;
  /** Settles when fewer than `limit` messages are pending. */
  pendingBelow(limit: number): Promise<void>;
  /** Fails everything that is pending; what the brokers say of it later is not heard. */
  abandon(error: Error): void;
}

interface Lane<M> {
  queue: M[];
  underWay: readonly M[];
  busy: boolean;
  /** Ends the wait for the next departure. */
  filled: () => void;
}

export function partitionLanes<M, A>(options: LaneOptions<M, A>): PartitionLanes<M> {
  const { partitionOf, deliver, maxBatchMessages, batchIntervalMs = 0, onAcked, onFailed } = options;
  const lanes: Lane<M>[] = Array.from({ length: options.partitionCount }, () => ({
    queue: [],
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

  const sendNext = async (lane: Lane<M>, partition: number) => {
    const batch = lane.queue.splice(0, maxBatchMessages);
    lane.underWay = batch;
    const outcome = await deliver(partition, batch).then(
      (answer) => () => onAcked(batch, answer),
      (thrown: unknown) => () => onFailed(batch, toError(thrown)),
    );
    if (lane.underWay !== batch) return;
    lane.underWay = [];
    outcome();
    settled(batch.length);
  };

  let departure: Promise<void> | undefined;
  /** The one that all lanes wait for. */
  const nextDeparture = () =>
    (departure ??= sleep(batchIntervalMs).then(() => {
      departure = undefined;
    }));
  /** Waits until there is enough for a whole batch. */
  const untilFull = (lane: Lane<M>) =>
    lane.queue.length >= maxBatchMessages
      ? Promise.resolve()
      : new Promise<void>((resolve) => {
          lane.filled = resolve;
        });

  const run = async (lane: Lane<M>, partition: number) => {
    // One turn of the microtask queue, so that messages enqueued together leave together.
    await Promise.resolve();
    while (lane.queue.length > 0) {
      const next = batchIntervalMs > 0 ? nextDeparture() : undefined;
      await sendNext(lane, partition);
      await Promise.race([next, untilFull(lane)]);
    }
    lane.busy = false;
  };

  return {
    get pending() {
      return pending;
    },
    enqueue(message) {
      const partition = partitionOf(message);
      const lane = lanes[partition];
      if (lane === undefined) throw new RangeError(`no partition ${partition}: there are ${lanes.length}`);
      lane.queue.push(message);
      pending += 1;
      if (lane.queue.length >= maxBatchMessages) lane.filled();
      if (lane.busy) return;
      lane.busy = true;
      void run(lane, partition);
    },
    pendingBelow: (limit) =>
      pending < limit
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push({ limit, resolve });
          }),
    abandon(error) {
      const messages = lanes.flatMap((lane) => [...lane.underWay, ...lane.queue]);
      for (const lane of lanes) {
        lane.underWay = [];
        lane.queue = [];
      }
      if (messages.length === 0) return;
      onFailed(messages, error);
      settled(messages.length);
    },
  };
}
