import type { ErrorMode } from '../../../config/experiment.js';
import type { ProducerName } from './event.js';
import { CORRUPTIONS } from './corruptions.js';
import { orderGenerator, type OrderSpec } from './orders.js';
import { seededFaker } from '../../../producers/seeded-faker.js';

/** What decides every payload of both producers but for `event_time_ms`: a part of an experiment. */
export interface EventSpec extends OrderSpec {
  /** Modes that the invalid producer draws from, with equal chances. */
  readonly errorModes: readonly ErrorMode[];
}

export interface ProducedEvent {
  /** The order's `order_id`, whatever has become of the payload. */
  readonly key: string;
  readonly payload: string;
  /** The injected error mode; absent for a valid order. */
  readonly mode?: ErrorMode;
}

/** Makes the event of any sequence number, in any order of asking. */
export type EventAt = (producer: ProducerName, sequence: number, eventTimeMs: number) => ProducedEvent;

/** The pure generator of what the producers send. Making one takes some 20 ms, an event a few microseconds. */
export function eventGenerator(spec: EventSpec): EventAt {
  const source = seededFaker();
  const { faker } = source;
  const orderAt = orderGenerator(spec, source);
  return (producer, sequence, eventTimeMs) => {
    const order = orderAt(producer, sequence, eventTimeMs);
    if (producer === 'valid') return { key: order.order_id, payload: JSON.stringify(order) };
    const mode = faker.helpers.arrayElement(spec.errorModes);
    return { key: order.order_id, payload: CORRUPTIONS[mode].corrupt(order, faker), mode };
  };
}
