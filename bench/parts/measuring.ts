import type { Kafka } from 'kafkajs';
import { kafkaClient } from '../../src/kafka/client.js';
import { openDelivery } from '../../src/kafka/delivery.js';
import { ORDERS_TOPIC } from '../../src/kafka/topics.js';
import { eventGenerator } from '../../src/producers/events.js';
import { recorder } from '../../src/producers/measurements.js';
import { produce } from '../../src/producers/produce.js';
import { sendEvents } from '../../src/producers/sender.js';
import { nowUs } from '../../src/runtime/clock.js';
import { emptyOrdersTopic } from './empty-topic.js';
import { type Part, ratios } from './measure.js';
import { ORDERS } from './orders.js';
import type { Stage } from './stage.js';

const RUN_ID = 'bench';

/** The producer as it is: stamps, histograms, a bit for each sequence number, a timeline. */
async function withMeasuring(kafka: Kafka, events: number): Promise<number> {
  const [result] = await produce(kafka, {
    ...{ runId: RUN_ID, spec: ORDERS },
    plans: [{ producer: 'valid', maxEvents: events }],
  });
  if (result?.sentOk !== events) throw new Error(`only ${result?.sentOk} of ${events} were acknowledged`);
  return result.throughputEps;
}

/** The same sender with a clock that stands still and a recorder that only counts what was acknowledged. */
async function withoutMeasuring(kafka: Kafka, events: number): Promise<number> {
  const delivery = await openDelivery({ kafka, topic: ORDERS_TOPIC });
  const eventAt = eventGenerator(ORDERS);
  const startUs = nowUs();
  let acknowledged = 0;
  await sendEvents(delivery, {
    ...{ runId: RUN_ID, producer: 'valid', eventAt, maxEvents: events },
    ...{ startUs, measureFromUs: startUs },
    clock: { nowUs: () => startUs, sleepUntil: () => Promise.resolve() },
    figures: {
      ...recorder({ startUs, measureFromUs: startUs }),
      recordSent: () => undefined,
      recordAcked: (batch) => (acknowledged += batch.length),
    },
  });
  const seconds = (nowUs() - startUs) / 1_000_000;
  await delivery.close();
  if (acknowledged !== events) throw new Error(`only ${acknowledged} of ${events} were acknowledged`);
  return events / seconds;
}

/** What measuring takes from the throughput of the producer at full speed. */
export async function benchMeasuring(stage: Stage, rounds: number, events: number): Promise<Part> {
  const kafka = kafkaClient(stage.services);
  const rates = { on: [] as number[], off: [] as number[] };
  for (let round = 1; round <= rounds; round += 1) {
    for (const [which, send] of [
      ['on', withMeasuring],
      ['off', withoutMeasuring],
    ] as const) {
      await emptyOrdersTopic(kafka);
      rates[which].push(await send(kafka, events));
    }
    stage.reporter.line(
      `measuring, round ${round}: with ${Math.round(rates.on.at(-1) ?? NaN)}, without ${Math.round(rates.off.at(-1) ?? NaN)} events/s`,
    );
  }
  return {
    title: 'What measuring costs',
    how: [
      `${events} orders at full speed, in turns with and without: reading the clock, histograms of latency and delay, a bit for each sequence number, the timeline. The records have the same size in both.`,
    ],
    goals: [
      {
        ...{ what: 'throughput lost to measuring', unit: '%', atMost: 5 },
        values: ratios(rates.on, rates.off).map((ratio) => 100 * (1 - ratio)),
      },
    ],
    figures: [
      { what: 'with', unit: 'events/s', values: rates.on },
      { what: 'without', unit: 'events/s', values: rates.off },
    ],
  };
}
