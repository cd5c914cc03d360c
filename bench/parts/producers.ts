import { cpus } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/config/paths.js';
import { kafkaClient } from '../../src/kafka/client.js';
import { ORDERS_TOPIC } from '../../src/pipelines/orders/topic.js';
import { toHeaders } from '../../src/producers/headers.js';
import { eventGenerator } from '../../src/pipelines/orders/data/events.js';
import { nowUs } from '../../src/core/clock.js';
import { emptyOrdersTopic } from './empty-topic.js';
import { ratios } from '../support.js';
import { type Part, run, watchCores } from './measure.js';
import { ORDERS } from './orders.js';
import { type Cost, costOf } from './scaling.js';
import type { Environment } from './environment.js';

export interface ProducerSizes {
  readonly rounds: number;
  readonly events: number;
  /** Of the Python producer, which takes several times as long. */
  readonly pythonEvents: number;
}

/** Events a second of one producer, by itself on the machine. */
type Contestant = (environment: Environment, sizes: ProducerSizes, recordBytes: number) => Promise<number>;

const ours: Contestant = async ({ env }, { events }) => {
  const figures = await run(
    process.execPath,
    [join(PROJECT_ROOT, 'bin', 'streambook.mjs'), 'produce', '--max-events', String(events), '--json'],
    env,
  );
  const { sent_ok: sent, throughput_eps: eps } = JSON.parse(figures) as {
    sent_ok: number;
    throughput_eps: number;
  };
  if (sent !== events) throw new Error(`only ${sent} of ${events} events were acknowledged`);
  return eps;
};

const python =
  (locale: string): Contestant =>
  async ({ tools, services }, { pythonEvents }) => {
    const script = join(PROJECT_ROOT, 'bench', 'baselines', 'producer.py');
    const size = String(pythonEvents);
    const figures = await run(tools.python, [script, services.kafka.address, ORDERS_TOPIC, size, locale]);
    const { delivered, events_per_second: eps } = JSON.parse(figures) as {
      delivered: number;
      events_per_second: number;
    };
    if (delivered !== pythonEvents) throw new Error(`only ${delivered} of ${size} were delivered`);
    return eps;
  };

const jvm =
  (...properties: readonly string[]): Contestant =>
  async ({ tools, services, settings }, { events }, recordBytes) => {
    const output = await run(settings.java, [
      '-Xmx512m',
      '-cp',
      tools.kafkaToolsClasspath,
      'org.apache.kafka.tools.ProducerPerformance',
      '--topic',
      ORDERS_TOPIC,
      '--num-records',
      String(events),
      '--record-size',
      String(recordBytes),
      '--throughput',
      '-1',
      '--producer-props',
      `bootstrap.servers=${services.kafka.address}`,
      'acks=all',
      'enable.idempotence=true',
      ...properties,
    ]);
    const [, eps] = /([\d.]+) records\/sec[^\n]*99\.9th/.exec(output) ?? [];
    if (eps === undefined) throw new Error(`kafka-producer-perf-test gave no rate: ${output}`);
    return Number(eps);
  };

const CONTESTANTS = {
  ours,
  jvm: jvm(),
  jvmTuned: jvm('compression.type=lz4', 'linger.ms=20', 'batch.size=131072'),
  python: python('en_US'),
  pythonQuick: python('pl_PL'),
} satisfies Record<string, Contestant>;
type Name = keyof typeof CONTESTANTS;

/** The mean size of our records: key, value and headers. */
function meanRecordBytes(): number {
  const sample = 10_000;
  const eventAt = eventGenerator(ORDERS);
  const sentUs = nowUs();
  let bytes = 0;
  for (let sequence = 0; sequence < sample; sequence += 1) {
    const { key, payload } = eventAt('valid', sequence, sentUs / 1000);
    const headers = toHeaders({ runId: 'bench', producer: 'valid', sequence, intendedUs: sentUs, sentUs });
    const texts = [key, payload, ...Object.entries(headers).flat()];
    bytes += texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  }
  return Math.round(bytes / sample);
}

/** Producers at full speed, one after the other on an empty topic each, several rounds. */
export async function benchProducers(
  environment: Environment,
  sizes: ProducerSizes,
): Promise<{ readonly part: Part; readonly recordBytes: number; readonly cost: Cost }> {
  const kafka = kafkaClient({ bootstrapServers: environment.services.kafka.address });
  const recordBytes = meanRecordBytes();
  const rates: Record<Name, number[]> = { ours: [], jvm: [], jvmTuned: [], python: [], pythonQuick: [] };
  const cores: Record<Name, number[]> = { ours: [], jvm: [], jvmTuned: [], python: [], pythonQuick: [] };
  for (let round = 1; round <= sizes.rounds; round += 1) {
    for (const [name, contestant] of Object.entries(CONTESTANTS) as [Name, Contestant][]) {
      await emptyOrdersTopic(kafka);
      const busyPercent = watchCores();
      const rate = await contestant(environment, sizes, recordBytes);
      rates[name].push(rate);
      cores[name].push(busyPercent());
      environment.reporter.line(`producers, round ${round}: ${name} ${Math.round(rate)} events/s`);
    }
  }
  const part: Part = {
    title: 'Producers',
    how: [
      `${sizes.events} events a round, of ${recordBytes} bytes with key and headers, to a topic of 6 partitions x 2 replicas, \`acks=all\`, idempotent, no compression unless said.`,
      'Ours is `streambook produce` at full speed, making each order with Faker included.',
      "The JVM's is `kafka-producer-perf-test` with its defaults: the same bytes again and again, nothing is made.",
      `The Python one is \`bench/baselines/producer.py\`, ${sizes.pythonEvents} events a round: Faker, \`json.dumps\`, \`produce\` of confluent-kafka (librdkafka) with a callback, and \`poll(0)\`. Faker's default locale draws names by weight, which is half of its time; a second line has a locale without weights.`,
    ],
    goals: [
      { what: 'ours to the Python one', unit: 'x', values: ratios(rates.ours, rates.python), atLeast: 5 },
      { what: "ours to the JVM's", unit: 'x', values: ratios(rates.ours, rates.jvm), atLeast: 0.9 },
    ],
    figures: [
      { what: 'ours', unit: 'events/s', values: rates.ours },
      { what: "the JVM's", unit: 'events/s', values: rates.jvm },
      { what: "the JVM's with lz4 and linger 20 ms", unit: 'events/s', values: rates.jvmTuned },
      { what: 'the Python one', unit: 'events/s', values: rates.python },
      { what: 'the Python one with names of the locale pl_PL', unit: 'events/s', values: rates.pythonQuick },
      { what: 'both cores busy, ours', unit: '%', values: cores.ours },
      { what: "both cores busy, the JVM's", unit: '%', values: cores.jvm },
      { what: 'both cores busy, the Python one', unit: '%', values: cores.python },
    ],
  };
  return { part, recordBytes, cost: costOf(rates.ours, cores.ours, cpus().length) };
}
