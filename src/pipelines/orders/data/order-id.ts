import { PRODUCERS, type ProducerName } from './event.js';

/**
 * `order_id` is a UUID of version 8 (RFC 9562, section 5.8: layout free for the application):
 * 48 bits of seed, version, 12 bits of producer, variant, 62 bits of sequence number.
 */
export interface OrderIdentity {
  readonly seed: number;
  readonly producer: ProducerName;
  readonly sequence: number;
}

export function encodeOrderId({ seed, producer, sequence }: OrderIdentity): string {
  const seedHex = seed.toString(16).padStart(12, '0');
  const producerHex = PRODUCERS.indexOf(producer).toString(16).padStart(3, '0');
  const sequenceHex = sequence.toString(16).padStart(15, '0');
  return `${seedHex.slice(0, 8)}-${seedHex.slice(8)}-8${producerHex}-8${sequenceHex.slice(0, 3)}-${sequenceHex.slice(3)}`;
}

const ORDER_ID = /^([0-9a-f]{8})-([0-9a-f]{4})-8([0-9a-f]{3})-8([0-9a-f]{3})-([0-9a-f]{12})$/;

/** Reads an `order_id` back; undefined when it is not one of ours. */
export function decodeOrderId(orderId: string): OrderIdentity | undefined {
  const [, seedHigh, seedLow, producerHex, sequenceHigh, sequenceLow] = ORDER_ID.exec(orderId) ?? [];
  const producer = PRODUCERS[parseInt(producerHex ?? '', 16)];
  const sequence = parseInt(`${sequenceHigh}${sequenceLow}`, 16);
  if (producer === undefined || !Number.isSafeInteger(sequence)) return undefined;
  return { seed: parseInt(`${seedHigh}${seedLow}`, 16), producer, sequence };
}
