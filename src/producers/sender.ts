import { setImmediate as nextTurn } from 'node:timers/promises';
import type { IdempotentProducer } from '../kafka/idempotent-producer.js';
import { partitionQueues } from '../kafka/partition-queues.js';
import { partitionForKey } from '../kafka/partitioner.js';
import { encodeRecord } from '../kafka/record-batch.js';
import { whenAborted } from '../core/abort.js';
import { StreambookError, toError } from '../core/errors.js';
import { toHeaders } from './headers.js';
import { type Measurements, type Recorder, recorder, type SentEvent } from './measurements.js';
import { pace, type PaceClock, type PaceOptions, realClock } from './pace.js';

/** One message as a producer makes it. */
export interface ProducedEvent<F extends string = string> {
  readonly key: string;
  readonly payload: string;
  /** The fault that was injected; absent for an event without one. */
  readonly faultType?: F;
}

/** Makes the event of a sequence number. The time is that of sending, in milliseconds since the epoch. */
export type EventAt = (sequence: number, nowMs: number) => ProducedEvent;

export interface SendTuning {
  /** Events that may wait for acknowledgement, in all partitions together; beyond that, sending waits. */
  readonly maxPendingEvents: number;
  /** Most events in a batch of one partition. */
  readonly maxBatchEvents: number;
  /** Least time between the starts of two batches of one partition, unless the later is full. */
  readonly lingerMs: number;
}

/** Chosen by measurement: `bench/producer.ts`. */
export const SEND_TUNING: SendTuning = {
  maxPendingEvents: 12_000,
  maxBatchEvents: 1000,
  lingerMs: 50,
};

export interface SendOptions<P extends string = string> extends PaceOptions {
  readonly runId: string;
  /** Whose events these are: stands in their headers and in the result. */
  readonly producer: P;
  readonly eventAt: EventAt;
  /** The first scheduled send time, in microseconds since the epoch. */
  readonly startUs: number;
  /** Events intended before this are left out of latencies. */
  readonly measureFromUs: number;
  /** Ends sending; what is under way is still flushed. */
  readonly signal?: AbortSignal | undefined;
  /** Called for every batch that finally failed: why, and how many events. */
  readonly onError?: ((error: Error, events: number) => void) | undefined;
  /** Given the figures so far, every `reportEverySeconds`. */
  readonly onReport?: ((soFar: Measurements) => void) | undefined;
  /** 1 by default. */
  readonly reportEverySeconds?: number | undefined;
  readonly tuning?: SendTuning | undefined;
  readonly clock?: PaceClock;
  /** Takes the figures; a new one by default. */
  readonly figures?: Recorder;
}

export interface SendResult<P extends string = string> extends Measurements {
  readonly producer: P;
  /** Why sending ended: every event was sent, the signal fired, or the brokers were gone for too long. */
  readonly ended: 'done' | 'stopped' | 'brokers_gone';
}

/** Events made in a row before acknowledgements are listened to. */
const EVENTS_PER_TURN = 500;
/** Waking up costs more than making an event: events scheduled closer together than this are sent together, the first of them late. */
const LEAST_SLEEP_US = 500;
/** How long acknowledgements are waited for after the signal; what is missing then counts as failed. */
const FLUSH_AFTER_STOP_MS = 5000;
/** A batch that failed after this long, while no other succeeded, means that there is no cluster any more. */
const BROKERS_GONE_AFTER_US = 20_000_000;

interface Envelope extends SentEvent {
  readonly partition: number;
  readonly record: Buffer;
}

/**
 * Sends the events of one producer in an open loop: each has a scheduled send time, and a late sender keeps the schedule
 * and catches up. Failed events are counted and reported, and sending goes on for as long as there are brokers.
 */
export async function sendEvents<P extends string>(
  idempotentProducer: IdempotentProducer,
  options: SendOptions<P>,
): Promise<SendResult<P>> {
  const { runId, producer, eventAt, startUs, measureFromUs, signal, clock = realClock } = options;
  const { maxPendingEvents, maxBatchEvents, lingerMs } = options.tuning ?? SEND_TUNING;
  const { figures = recorder({ startUs, measureFromUs }) } = options;
  const gone = new AbortController();
  const stop = signal === undefined ? gone.signal : AbortSignal.any([signal, gone.signal]);
  const stopped = whenAborted(stop);
  let lastAckUs = startUs;

  const sendBatch = async (partition: number, batch: readonly Envelope[]) => {
    const beganUs = clock.nowUs();
    try {
      return await idempotentProducer.send(
        partition,
        batch.map(({ record }) => record),
      );
    } catch (error) {
      if (clock.nowUs() - Math.max(beganUs, lastAckUs) > BROKERS_GONE_AFTER_US) gone.abort(error);
      throw error;
    }
  };
  const queues = partitionQueues<Envelope, number | undefined>({
    partitionCount: idempotentProducer.partitionCount,
    partitionOf: ({ partition }) => partition,
    maxBatchMessages: maxBatchEvents,
    lingerMs,
    send: sendBatch,
    onAcked(batch, appendedMs) {
      lastAckUs = clock.nowUs();
      figures.recordAcked(batch, lastAckUs, appendedMs);
    },
    onFailed(batch, error) {
      figures.recordFailed(batch);
      options.onError?.(error, batch.length);
    },
  });

  const send = (sequence: number, intendedUs: number, sentUs: number) => {
    const { key, payload, faultType } = eventAt(sequence, Math.floor(sentUs / 1000));
    const identity = { runId, producer, sequence, intendedUs, sentUs };
    const headers = toHeaders(faultType === undefined ? identity : { ...identity, faultType });
    // Encoded at once: thousands of events wait for their batch, and a buffer keeps the collector less busy than objects.
    const record = encodeRecord({ key, value: payload, headers });
    const partition = partitionForKey(Buffer.from(key), idempotentProducer.partitionCount);
    figures.recordSent(identity);
    queues.enqueue({ sequence, intendedUs, sentUs, partition, record });
  };

  const sendAll = async () => {
    const schedule = pace(startUs, options);
    let sequence = 0;
    while (!stop.aborted) {
      const nowUs = clock.nowUs();
      if (!schedule.includes(sequence, nowUs)) return;
      const intendedUs = schedule.scheduledUs(sequence) ?? nowUs;
      const earlyUs = intendedUs - nowUs;
      if (earlyUs > 0) {
        await clock.sleepUntil(nowUs + Math.max(earlyUs, LEAST_SLEEP_US), stop);
      } else if (queues.pending >= maxPendingEvents) {
        await Promise.race([queues.pendingBelow(maxPendingEvents), stopped]);
      } else {
        send(sequence, intendedUs, nowUs);
        sequence += 1;
        if (sequence % EVENTS_PER_TURN === 0) await nextTurn();
      }
    }
  };

  const flush = async () => {
    const flushed = queues.pendingBelow(1);
    await Promise.race([flushed, stopped]);
    if (queues.pending === 0) return;
    const patience = AbortSignal.timeout(gone.signal.aborted ? 0 : FLUSH_AFTER_STOP_MS);
    await Promise.race([flushed, whenAborted(patience)]);
    if (queues.pending === 0) return;
    queues.abandon(gone.signal.aborted ? toError(gone.signal.reason) : notAcknowledged());
  };

  const reports = setInterval(() => options.onReport?.(figures), (options.reportEverySeconds ?? 1) * 1000);
  try {
    await sendAll();
    await flush();
  } finally {
    clearInterval(reports);
  }
  const ended = gone.signal.aborted ? 'brokers_gone' : stop.aborted ? 'stopped' : 'done';
  return { ...figures, producer, ended };
}

function notAcknowledged(): StreambookError {
  const seconds = FLUSH_AFTER_STOP_MS / 1000;
  return new StreambookError(
    'NOT_ACKNOWLEDGED',
    `no acknowledgement within ${seconds} s of the end of sending`,
  );
}
