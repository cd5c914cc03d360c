import type { Kafka } from 'kafkajs';
import { kafkaClient } from '../../src/kafka/client.js';
import { openIdempotentProducer } from '../../src/kafka/idempotent-producer.js';
import { ORDERS_TOPIC } from '../../src/pipelines/orders/topic.js';
import { eventGenerator } from '../../src/pipelines/orders/data/events.js';
import { recorder } from '../../src/producers/measurements.js';
import { produce } from '../../src/producers/produce.js';
import { sendEvents } from '../../src/producers/sender.js';
import { nowUs } from '../../src/core/clock.js';
import { emptyOrdersTopic } from './empty-topic.js';
import { inTurns, ratios } from '../support.js';
import { type Part, spreadOf } from './measure.js';
import { ORDERS } from './orders.js';
import type { Environment } from './environment.js';

const RUN_ID = 'bench';

/** The producer as it is: timestamps, histograms, a bit for each sequence number, a timeline. */
async function withMeasuring(kafka: Kafka, events: number): Promise<number> {
  const [result] = await produce(kafka, {
    runId: RUN_ID,
    topic: ORDERS_TOPIC,
    eventAt: eventGenerator(ORDERS),
    plans: [{ producer: 'valid', maxEvents: events }],
  });
  if (result?.sentOk !== events) throw new Error(`only ${result?.sentOk} of ${events} were acknowledged`);
  return result.throughputEps;
}

/** The same sender and the same records, with a clock that only counts and a recorder of nothing but acknowledgements. */
async function withoutMeasuring(kafka: Kafka, events: number): Promise<number> {
  const producer = await openIdempotentProducer({ kafka, topic: ORDERS_TOPIC });
  const orderAt = eventGenerator(ORDERS);
  const startUs = nowUs();
  let acknowledged = 0;
  let ticksUs = startUs;
  await sendEvents(producer, {
    runId: RUN_ID,
    producer: 'valid',
    maxEvents: events,
    eventAt: (sequence, nowMs) => orderAt('valid', sequence, nowMs),
    startUs,
    measureFromUs: startUs,
    clock: { nowUs: () => (ticksUs += 10), sleepUntil: () => Promise.resolve() },
    figures: {
      ...recorder({ startUs, measureFromUs: startUs }),
      recordSent: () => undefined,
      recordAcked: (batch) => (acknowledged += batch.length),
    },
  });
  const seconds = (nowUs() - startUs) / 1_000_000;
  await producer.close();
  if (acknowledged !== events) throw new Error(`only ${acknowledged} of ${events} were acknowledged`);
  return events / seconds;
}

const SENDERS = { with: withMeasuring, without: withoutMeasuring };
const NAMES = ['with', 'without'] as const;

/** What measuring takes from the throughput of the producer at full speed. */
export async function benchMeasuring(
  environment: Environment,
  rounds: number,
  events: number,
): Promise<Part> {
  const kafka = kafkaClient({ bootstrapServers: environment.services.kafka.address });
  const rates = { with: [] as number[], without: [] as number[] };
  const cpuSecondsOfRounds = { with: [] as number[], without: [] as number[] };
  // A round that is not counted goes before: in it the code is compiled.
  for (let round = 0; round <= rounds; round += 1) {
    await emptyOrdersTopic(kafka);
    const seconds = { with: 0, without: 0 };
    const cpuSeconds = { with: 0, without: 0 };
    // Each is once before and once after the other, and the first turn, in which brokers may still be deleting the last
    // round's records, is not always the same one's.
    const order = inTurns(NAMES, round);
    for (const which of [...order, ...order.toReversed()]) {
      const before = process.cpuUsage();
      seconds[which] += events / (await SENDERS[which](kafka, events));
      const { user, system } = process.cpuUsage(before);
      cpuSeconds[which] += (user + system) / 1_000_000;
    }
    if (round === 0) continue;
    for (const which of NAMES) {
      rates[which].push((2 * events) / seconds[which]);
      cpuSecondsOfRounds[which].push(cpuSeconds[which]);
    }
  }
  environment.reporter.line(
    `measuring: with ${Math.round(spreadOf(rates.with).median)}, without ${Math.round(spreadOf(rates.without).median)} events/s`,
  );
  return {
    title: 'What measuring costs',
    how: [
      `${events} orders at full speed, in turns with and without: reading the clock, histograms of latency and delay, a bit for each sequence number, the timeline. The records with their headers are the same in both. A round is with, without, without and with, the next one the other way round; one that is not counted goes before.`,
    ],
    goals: [
      {
        what: 'throughput lost to measuring',
        unit: '%',
        atMost: 5,
        values: ratios(rates.with, rates.without).map((ratio) => 100 * (1 - ratio)),
      },
    ],
    figures: [
      { what: 'with', unit: 'events/s', values: rates.with },
      { what: 'without', unit: 'events/s', values: rates.without },
      {
        what: "the sender's processor time, with to without",
        unit: 'x',
        values: ratios(cpuSecondsOfRounds.with, cpuSecondsOfRounds.without),
      },
    ],
  };
}
