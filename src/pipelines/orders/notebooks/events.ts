import { z } from 'zod';
import { checkArguments } from '../../../core/arguments.js';
import { firstLine, StreambookError } from '../../../core/errors.js';
import { partitionForKey } from '../../../kafka/partitioner.js';
import { SANDBOX } from '../../../notebooks/arguments.js';
import type { ProducerName } from '../data/event.js';
import { eventGenerator, type OrderEventAt } from '../data/events.js';
import { brokenRules as reasonsOf } from '../data/rules.js';
import { PAYLOAD, PRODUCER, SEQUENCE } from './arguments.js';
import type { OrdersSandbox } from './sandbox.js';

const EVENT = { producer: PRODUCER, sequence: SEQUENCE, eventTimeMs: z.number() };

/** The producers' generator for the sandbox's seed: the event of any sequence number. */
export function orderEvents(sandbox: OrdersSandbox): OrderEventAt {
  checkArguments('orderEvents', { sandbox: SANDBOX }, sandbox);
  const eventAt = eventGenerator(sandbox.experiment);
  return (producer, sequence, eventTimeMs) => {
    checkArguments('eventAt', EVENT, producer, sequence, eventTimeMs);
    return eventAt(producer, sequence, eventTimeMs);
  };
}

/** The fields of an order's payload, for looking at. */
export function payloadFields(payload: string): object {
  checkArguments('payloadFields', { payload: PAYLOAD }, payload);
  try {
    return JSON.parse(payload) as object;
  } catch (error) {
    throw new StreambookError(
      'BAD_ARGUMENT',
      `payloadFields: payload is not JSON (${firstLine(error)}): look at it as it is, with show`,
      { cause: error },
    );
  }
}

/** The reasons for which a payload is not a valid order; none for a valid one. */
export function brokenRules(payload: string): readonly string[] {
  checkArguments('brokenRules', { payload: PAYLOAD }, payload);
  return reasonsOf(payload);
}

const KEYS = {
  sandbox: SANDBOX,
  producer: PRODUCER,
  count: z.int().min(1).max(100_000),
  partitions: z.int().min(1),
};

/** The first events of a producer, with the partition that their key leads to. */
export function eventKeys(sandbox: OrdersSandbox, producer: ProducerName, count: number, partitions: number) {
  checkArguments('eventKeys', KEYS, sandbox, producer, count, partitions);
  const eventAt = orderEvents(sandbox);
  return Array.from({ length: count }, (_, sequence) => {
    const { key, faultType } = eventAt(producer, sequence, 0);
    const partition = partitionForKey(Buffer.from(key), partitions);
    return { sequence, key, partition, ...(faultType === undefined ? {} : { fault_type: faultType }) };
  });
}
