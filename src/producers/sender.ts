import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Delivery } from '../kafka/delivery.js';
import { partitionQueues } from '../kafka/partition-queues.js';
import { partitionForKey } from '../kafka/partitioner.js';
import { encodeRecord } from '../kafka/record-batch.js';
import { type ProducerName, toHeaders } from '../pipelines/orders/data/event.js';
import { whenAborted } from '../core/abort.js';
import { StreambookError, toError } from '../core/errors.js';
import type { EventAt } from '../pipelines/orders/data/events.js';
import { type Measurements, type Recorder, recorder, type SentEvent } from './measurements.js';
import { pace, type PaceClock, type PaceOptions, realClock } from './pace.js';

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

export interface SendOptions extends PaceOptions {
  readonly runId: string;
  readonly producer: ProducerName;
  readonly eventAt: EventAt;
  /** The first slot, in microseconds since the epoch. */
  readonly startUs: number;
  /** Events intended before this are left out of latencies. */
  readonly measureFromUs: number;
  /** Ends sending; what is under way is still flushed. */
  readonly signal?: AbortSignal | undefined;
  /** Told of every batch that finally failed: why, and how many events. */
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

export interface SendResult extends Measurements {
  readonly producer: ProducerName;
  /** Why sending ended: every event was sent, the signal fired, or the brokers were gone for too long. */
  readonly ended: 'done' | 'stopped' | 'brokers_gone';
}

/** Events made in a row before acknowledgements are listened to. */
const EVENTS_PER_TURN = 500;
/** Waking up costs more than making an event: slots that are closer together than this are served together, the first of them late. */
const LEAST_SLEEP_US = 500;
/** How long acknowledgements are waited for after the signal; what is missing then counts as failed. */
const FLUSH_AFTER_STOP_MS = 5000;
/** A delivery that failed after this long, while no other succeeded, means that there is no cluster any more. */
const BROKERS_GONE_AFTER_US = 20_000_000;

interface Envelope extends SentEvent {
  readonly partition: number;
  readonly record: Buffer;
}

/**
 * Sends the events of one producer in an open loop: each has its slot, and a late sender keeps its slots and catches
 * up. Failed events are counted and told, and sending goes on for as long as there are brokers.
 */
export async function sendEvents(delivery: Delivery, options: SendOptions): Promise<SendResult> {
  const { runId, producer, eventAt, startUs, measureFromUs, signal, clock = realClock } = options;
  const { maxPendingEvents, maxBatchEvents, lingerMs } = options.tuning ?? SEND_TUNING;
  const { figures = recorder({ startUs, measureFromUs }) } = options;
  const gone = new AbortController();
  const stop = signal === undefined ? gone.signal : AbortSignal.any([signal, gone.signal]);
  const stopped = whenAborted(stop);
  let lastAckUs = startUs;

  const deliver = async (partition: number, batch: readonly Envelope[]) => {
    const beganUs = clock.nowUs();
    try {
      return await delivery.deliver(
        partition,
        batch.map(({ record }) => record),
      );
    } catch (error) {
      if (clock.nowUs() - Math.max(beganUs, lastAckUs) > BROKERS_GONE_AFTER_US) gone.abort(error);
      throw error;
    }
  };
  const queues = partitionQueues<Envelope, number | undefined>({
    partitionCount: delivery.partitionCount,
    partitionOf: ({ partition }) => partition,
    maxBatchMessages: maxBatchEvents,
    lingerMs,
    deliver,
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
    const { key, payload, mode } = eventAt(producer, sequence, Math.floor(sentUs / 1000));
    const timestamps = { runId, producer, sequence, intendedUs, sentUs };
    const headers = toHeaders(mode === undefined ? timestamps : { ...timestamps, mode });
    // Encoded at once: thousands of events wait for their batch, and a buffer keeps the collector less busy than objects.
    const record = encodeRecord({ key, value: payload, headers });
    const partition = partitionForKey(Buffer.from(key), delivery.partitionCount);
    figures.recordSent(timestamps);
    queues.enqueue({ sequence, intendedUs, sentUs, partition, record });
  };

  const sendAll = async () => {
    const schedule = pace(startUs, options);
    let sequence = 0;
    while (!stop.aborted) {
      const nowUs = clock.nowUs();
      if (!schedule.includes(sequence, nowUs)) return;
      const slotUs = schedule.slotUs(sequence) ?? nowUs;
      const earlyUs = slotUs - nowUs;
      if (earlyUs > 0) {
        await clock.sleepUntil(nowUs + Math.max(earlyUs, LEAST_SLEEP_US), stop);
      } else if (queues.pending >= maxPendingEvents) {
        await Promise.race([queues.pendingBelow(maxPendingEvents), stopped]);
      } else {
        send(sequence, slotUs, nowUs);
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
