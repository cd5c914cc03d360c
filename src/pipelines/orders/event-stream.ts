import { createHash } from 'node:crypto';
import { type Experiment, plannedEvents } from './config.js';
import { PRODUCERS, type ProducerName } from './data/event.js';
import { eventGenerator, type OrderEvent } from './data/events.js';

/**
 * Stands in for the clock. It has as many digits as any time of our days, because where a payload is cut short is drawn
 * from its length.
 */
const ANY_TIME_MS = 1_700_000_000_000;

export type EachEvent = (producer: ProducerName, sequence: number, event: OrderEvent) => void;

/** What one producer sends, as far as the seed determines it. */
export interface EventStream {
  readonly count: number;
  readonly sha256: string;
}

/** Makes every planned event again and hashes each producer's stream. */
export function replayEvents(
  experiment: Experiment,
  each: EachEvent = () => undefined,
): Record<ProducerName, EventStream> {
  const eventAt = eventGenerator(experiment);
  const planned = plannedEvents(experiment);
  const streams = PRODUCERS.map((producer) => {
    const hash = createHash('sha256');
    for (let sequence = 0; sequence < planned[producer]; sequence += 1) {
      const event = eventAt(producer, sequence, ANY_TIME_MS);
      hash.update(`${event.key}\t${event.faultType ?? ''}\t${event.payload}\n`);
      each(producer, sequence, event);
    }
    return [producer, { count: planned[producer], sha256: hash.digest('hex') }] as const;
  });
  return Object.fromEntries(streams) as Record<ProducerName, EventStream>;
}
