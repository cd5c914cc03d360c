import { z } from 'zod';
import { eventGenerator, type OrderEventAt } from '../data/events.js';
import { produce, type ProducerPlan } from '../../../producers/produce.js';
import { cellReporter } from '../../../notebooks/display/progress.js';
import { partitionForKey } from '../../../kafka/partitioner.js';
import { availableOffsets, withAdmin } from '../../../kafka/topics.js';
import type { ProducerName } from '../data/event.js';
import { brokenRules as reasonsOf } from '../data/rules.js';
import { checkArguments, objectWith } from '../../../core/arguments.js';
import { waitFor } from '../../../core/deadline.js';
import { firstLine, StreambookError } from '../../../core/errors.js';
import { SANDBOX, PAYLOAD, PRODUCER, SEQUENCE } from './arguments.js';
import type { Sandbox, OrderSendResult } from './sandbox.js';

/** How many orders to send as fast as possible. */
export interface OrderCounts {
  readonly valid: number;
  readonly invalid: number;
}

type Plans = readonly [ProducerPlan<ProducerName>, ProducerPlan<ProducerName>];

const countPlans = ({ valid, invalid }: OrderCounts): Plans => [
  { producer: 'valid', maxEvents: valid },
  { producer: 'invalid', maxEvents: invalid },
];

function ratePlans({ experiment }: Sandbox): Plans {
  const { durationSeconds, validEventsPerSecond, invalidEventsPerSecond } = experiment;
  return [
    { producer: 'valid', durationSeconds, eventsPerSecond: validEventsPerSecond },
    { producer: 'invalid', durationSeconds, eventsPerSecond: invalidEventsPerSecond },
  ];
}

const planned = (plans: Plans) =>
  plans.reduce(
    (sum, { maxEvents, durationSeconds = 0, eventsPerSecond = 0 }) =>
      sum + (maxEvents ?? Math.ceil(durationSeconds * eventsPerSecond)),
    0,
  );

const COUNT = z.int().min(0).max(10_000_000);
const COUNTS = z.strictObject({ valid: COUNT, invalid: COUNT });

/**
 * Sends orders to the sandbox's topic, with a progress bar: so many as fast as possible, or, without counts, at the
 * sandbox's rates for the sandbox's duration. Settles when the brokers have acknowledged all of them.
 */
export async function sendOrders(sandbox: Sandbox, counts?: OrderCounts): Promise<OrderSendResult> {
  checkArguments('sendOrders', { sandbox: SANDBOX, counts: COUNTS.optional() }, sandbox, counts);
  const { kafka, topic, experiment, sendResults, id } = sandbox;
  const plans = counts === undefined ? ratePlans(sandbox) : countPlans(counts);
  const durationSeconds = counts === undefined ? experiment.durationSeconds : undefined;
  const bar = cellReporter().bar('sending orders', planned(plans), { durationSeconds });
  const soFar = { valid: 0, invalid: 0 };
  const runId = `${id}-${sendResults.length + 1}`;
  try {
    const [valid, invalid] = await produce(kafka, {
      ...{ runId, topic, plans, eventAt: eventGenerator(experiment), reportEverySeconds: 0.25 },
      onReport(producer, { generated }) {
        soFar[producer] = generated;
        bar.update(soFar.valid + soFar.invalid, `${soFar.valid + soFar.invalid}`);
      },
    });
    if (valid === undefined || invalid === undefined) throw new Error('a producer left no result');
    const sendResult = { runId, sent: { valid, invalid } };
    sendResults.push(sendResult);
    bar.update(valid.generated + invalid.generated, `${valid.sentOk + invalid.sentOk} acknowledged`);
    return sendResult;
  } finally {
    bar.stop();
  }
}

const SEND_RESULT = objectWith('what sendOrders returns', 'runId', 'sent');

/** What came of sending, a line for each producer. */
export function sendResultTable(sendResult: OrderSendResult) {
  checkArguments('sendResultTable', { sendResult: SEND_RESULT }, sendResult);
  const { sent } = sendResult;
  return [sent.valid, sent.invalid].map(({ producer, sentOk, sentError, throughputEps, ackLatency }) => {
    const { p50, p95, p99 } = ackLatency.percentilesMs();
    return {
      producer,
      acknowledged: sentOk,
      failed: sentError,
      events_per_second: Math.round(throughputEps),
      ack_p50_ms: p50,
      ack_p95_ms: p95,
      ack_p99_ms: p99,
    };
  });
}

const EVENT = { producer: PRODUCER, sequence: SEQUENCE, eventTimeMs: z.number() };

/** The producers' generator for the sandbox's seed: the event of any sequence number. */
export function orderEvents(sandbox: Sandbox): OrderEventAt {
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
export function eventKeys(sandbox: Sandbox, producer: ProducerName, count: number, partitions: number) {
  checkArguments('eventKeys', KEYS, sandbox, producer, count, partitions);
  const eventAt = orderEvents(sandbox);
  return Array.from({ length: count }, (_, sequence) => {
    const { key, faultType } = eventAt(producer, sequence, 0);
    const partition = partitionForKey(Buffer.from(key), partitions);
    return { sequence, key, partition, ...(faultType === undefined ? {} : { fault_type: faultType }) };
  });
}

/** How many messages each partition of the sandbox's topic holds. */
export async function messagesByPartition(sandbox: Sandbox) {
  checkArguments('messagesByPartition', { sandbox: SANDBOX }, sandbox);
  const { kafka, topic } = sandbox;
  const offsets = await withAdmin(kafka, (admin) => availableOffsets(admin, topic));
  return offsets.map(({ partition, low, high }) => ({ partition, messages: Number(high - low) }));
}

const FLOW_TIMEOUT_MS = 30_000;

const messagesIn = async (sandbox: Sandbox) =>
  (await messagesByPartition(sandbox)).reduce((sum, { messages }) => sum + messages, 0);

/**
 * Waits until messages arrive in the sandbox's topic.
 *
 * @throws StreambookError TIMED_OUT when none has come within half a minute.
 */
export async function messagesArrive(sandbox: Sandbox): Promise<void> {
  checkArguments('messagesArrive', { sandbox: SANDBOX }, sandbox);
  const before = await messagesIn(sandbox);
  await waitFor(async () => ((await messagesIn(sandbox)) > before ? true : undefined), {
    what: 'messages arrive in the topic (is anything being sent?)',
    timeoutMs: FLOW_TIMEOUT_MS,
  });
}
