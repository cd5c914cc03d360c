import { z } from 'zod';
import { checkArguments, objectWith } from '../../../core/arguments.js';
import { SANDBOX } from '../../../notebooks/arguments.js';
import { cellReporter } from '../../../notebooks/display/progress.js';
import { produce, type ProducerPlan } from '../../../producers/produce.js';
import type { SendResult } from '../../../producers/sender.js';
import type { ProducerName } from '../data/event.js';
import { eventGenerator } from '../data/events.js';
import type { OrdersSandbox } from './sandbox.js';

/** Orders that were sent, by the producers' own account. */
export interface OrderSendResult {
  readonly runId: string;
  readonly sent: { readonly valid: SendResult; readonly invalid: SendResult };
}

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

function ratePlans({ experiment }: OrdersSandbox): Plans {
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
export async function sendOrders(sandbox: OrdersSandbox, counts?: OrderCounts): Promise<OrderSendResult> {
  checkArguments('sendOrders', { sandbox: SANDBOX, counts: COUNTS.optional() }, sandbox, counts);
  const { kafka, topic, experiment, sendResults, id } = sandbox;
  const plans = counts === undefined ? ratePlans(sandbox) : countPlans(counts);
  const durationSeconds = counts === undefined ? experiment.durationSeconds : undefined;
  const bar = cellReporter().bar('sending orders', planned(plans), { durationSeconds });
  const soFar = { valid: 0, invalid: 0 };
  const runId = `${id}-${sendResults.length + 1}`;
  try {
    const [valid, invalid] = await produce(kafka, {
      runId,
      topic,
      plans,
      eventAt: eventGenerator(experiment),
      reportEverySeconds: 0.25,
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
