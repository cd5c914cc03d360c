import type { Kafka } from 'kafkajs';
import { openIdempotentProducer } from '../kafka/idempotent-producer.js';
import type { Measurements } from './measurements.js';
import { type PaceClock, type PaceOptions, realClock } from './pace.js';
import { type ProducedEvent, sendEvents, type SendResult, type SendTuning } from './sender.js';

/** What one producer is to send. Without a rate it sends as fast as it can. */
export interface ProducerPlan<P extends string> extends PaceOptions {
  readonly producer: P;
}

export interface ProduceOptions<P extends string> {
  readonly runId: string;
  readonly topic: string;
  /** Makes the event of a producer and sequence number, sent at that time in milliseconds since the epoch. */
  readonly eventAt: (producer: P, sequence: number, nowMs: number) => ProducedEvent;
  /** Producers that send side by side. */
  readonly plans: readonly ProducerPlan<P>[];
  /** The first scheduled send time of every producer, in microseconds since the epoch; by default, when all are connected. */
  readonly startUs?: number;
  /** Events intended within this time of the first are left out of latencies; 0 by default. */
  readonly excludedRampUpSeconds?: number;
  readonly tuning?: SendTuning;
  readonly signal?: AbortSignal | undefined;
  readonly onError?: (producer: P, error: Error, events: number) => void;
  readonly onReport?: (producer: P, soFar: Measurements) => void;
  readonly reportEverySeconds?: number;
  readonly clock?: PaceClock;
}

/**
 * Sends what the plans say, and settles when everything is acknowledged or failed.
 *
 * @returns A result for each plan, in their order.
 */
export async function produce<P extends string>(
  kafka: Kafka,
  options: ProduceOptions<P>,
): Promise<readonly SendResult<P>[]> {
  const { plans, topic, eventAt, excludedRampUpSeconds = 0, onError, onReport, clock = realClock } = options;
  // An idempotent producer for each: two may not send to a partition through the same one at a time.
  const opened = await Promise.allSettled(plans.map(() => openIdempotentProducer({ kafka, topic })));
  try {
    const producers = opened.map(valueOf);
    const startUs = options.startUs ?? clock.nowUs();
    const sent = await Promise.allSettled(
      producers.map((idempotentProducer, index) => {
        const plan = plans[index] as ProducerPlan<P>;
        const { producer } = plan;
        return sendEvents(idempotentProducer, {
          ...plan,
          runId: options.runId,
          eventAt: (sequence, nowMs) => eventAt(producer, sequence, nowMs),
          startUs,
          measureFromUs: startUs + excludedRampUpSeconds * 1_000_000,
          signal: options.signal,
          tuning: options.tuning,
          clock,
          reportEverySeconds: options.reportEverySeconds,
          onError: onError && ((error, events) => onError(producer, error, events)),
          onReport: onReport && ((soFar) => onReport(producer, soFar)),
        });
      }),
    );
    return sent.map(valueOf);
  } finally {
    const producers = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    await Promise.all(producers.map((each) => each.close()));
  }
}

function valueOf<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'fulfilled') return result.value;
  throw result.reason;
}
