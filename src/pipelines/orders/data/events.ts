import type { ProducedEvent } from '../../../producers/sender.js';
import { seededFaker } from '../../../producers/seeded-faker.js';
import type { FaultType } from './fault-types.js';
import type { ProducerName } from './event.js';
import { CORRUPTIONS } from './corruptions.js';
import { orderGenerator, type OrderSpec } from './orders.js';

/** What decides every payload of both producers but for `event_time_ms`: a part of an experiment. */
export interface EventSpec extends OrderSpec {
  /** Fault types that the invalid producer draws from, with equal chances. */
  readonly faultTypes: readonly FaultType[];
}

/** An order as it is sent: the key is its `order_id`, whatever has become of the payload. */
export type OrderEvent = ProducedEvent<FaultType>;

/** Makes the event of any sequence number, in any order of asking. */
export type OrderEventAt = (producer: ProducerName, sequence: number, eventTimeMs: number) => OrderEvent;

/** The pure generator of what the producers send. Making one takes some 20 ms, an event a few microseconds. */
export function eventGenerator(spec: EventSpec): OrderEventAt {
  const source = seededFaker();
  const { faker } = source;
  const orderAt = orderGenerator(spec, source);
  return (producer, sequence, eventTimeMs) => {
    const order = orderAt(producer, sequence, eventTimeMs);
    if (producer === 'valid') return { key: order.order_id, payload: JSON.stringify(order) };
    const faultType = faker.helpers.arrayElement(spec.faultTypes);
    return { key: order.order_id, payload: CORRUPTIONS[faultType].corrupt(order, faker), faultType };
  };
}
