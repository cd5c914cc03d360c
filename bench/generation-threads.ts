/**
 * Whether making orders in a worker thread would let the producer send more: the producer as it is, one whose orders a
 * worker makes, and one whose orders were made before (more than any number of threads can reach). Needs running brokers
 * (`npx streambook up`) and the compiled code. Arguments: events (200000), rounds (9).
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { receiveMessageOnPort, Worker } from 'node:worker_threads';
import { PROJECT_ROOT } from '../src/config/paths.js';
import { resolveSettings } from '../src/config/settings.js';
import { kafkaClient } from '../src/kafka/client.js';
import { openIdempotentProducer } from '../src/kafka/idempotent-producer.js';
import { withAdmin } from '../src/kafka/topics.js';
import { ensureOrdersTopic } from '../src/pipelines/orders/topic.js';
import { eventGenerator } from '../src/pipelines/orders/data/events.js';
import { type EventAt, type ProducedEvent, sendEvents } from '../src/producers/sender.js';
import { nowUs } from '../src/core/clock.js';
import { runningServices } from '../src/services/status.js';
import { ORDERS } from './parts/orders.js';
import { inTurns, ratios, spread } from './support.js';

const CHUNK_EVENTS = 500;
/** Chunks that a worker may be ahead. */
const CHUNKS_AHEAD = 8;

const [events = 200_000, rounds = 9] = process.argv.slice(2).map(Number);
const { kafka: running } = await runningServices(resolveSettings());
const kafka = kafkaClient({ bootstrapServers: running.address });
const topic = `bench-threads-${process.pid}`;

/** Makes chunks of orders while it is not too far ahead: `counts` holds how many are made and how many taken. */
const WORKER = `
  import { workerData } from 'node:worker_threads';
  const { generator, orders, size, events, ahead, counts, port } = workerData;
  const eventAt = (await import(generator)).eventGenerator(orders);
  for (let chunk = 0; chunk * size < events; chunk += 1) {
    let taken = Atomics.load(counts, 1);
    for (; chunk - taken >= ahead; taken = Atomics.load(counts, 1)) Atomics.wait(counts, 1, taken);
    port.postMessage(Array.from({ length: size }, (_, at) => eventAt('valid', chunk * size + at, 0)));
    Atomics.add(counts, 0, 1);
    Atomics.notify(counts, 0);
  }`;

interface Source {
  readonly eventAt: EventAt;
  readonly end?: () => Promise<unknown>;
}

function fromWorker(): Source {
  const counts = new Int32Array(new SharedArrayBuffer(8));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(WORKER)}`), {
    workerData: {
      generator: pathToFileURL(join(PROJECT_ROOT, 'dist', 'pipelines', 'orders', 'data', 'events.js')).href,
      orders: ORDERS,
      size: CHUNK_EVENTS,
      events,
      ahead: CHUNKS_AHEAD,
      counts,
      port: port2,
    },
    transferList: [port2],
  });
  let chunk: readonly ProducedEvent[] = [];
  return {
    eventAt(sequence) {
      const at = sequence % CHUNK_EVENTS;
      if (at === 0) {
        const index = sequence / CHUNK_EVENTS;
        while (Atomics.load(counts, 0) <= index) Atomics.wait(counts, 0, index);
        chunk = (receiveMessageOnPort(port1) as { message: readonly ProducedEvent[] }).message;
        Atomics.add(counts, 1, 1);
        Atomics.notify(counts, 1);
      }
      return chunk[at] as ProducedEvent;
    },
    end: () => worker.terminate(),
  };
}

function fromMemory(): Source {
  const eventAt = eventGenerator(ORDERS);
  const made = Array.from({ length: events }, (_, sequence) => eventAt('valid', sequence, 0));
  return { eventAt: (sequence) => made[sequence] as ProducedEvent };
}

function fromOwnThread(): Source {
  const eventAt = eventGenerator(ORDERS);
  return { eventAt: (sequence, nowMs) => eventAt('valid', sequence, nowMs) };
}

const SOURCES = {
  'in the thread that sends': fromOwnThread,
  'in a worker thread': fromWorker,
  'made before': fromMemory,
} satisfies Record<string, () => Source>;

async function eventsPerSecond({ eventAt, end }: Source): Promise<number> {
  const producer = await openIdempotentProducer({ kafka, topic });
  const startUs = nowUs();
  const { sentOk, throughputEps } = await sendEvents(producer, {
    runId: 'bench',
    producer: 'valid',
    eventAt,
    maxEvents: events,
    startUs,
    measureFromUs: startUs,
  });
  await Promise.all([producer.close(), end?.()]);
  if (sentOk !== events) throw new Error(`only ${sentOk} of ${events} events were acknowledged`);
  return throughputEps;
}

await ensureOrdersTopic(kafka, topic);
try {
  const rates = new Map<string, number[]>(Object.keys(SOURCES).map((name) => [name, []]));
  // A round that is not counted goes before: in it the code is compiled.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, source] of inTurns(Object.entries(SOURCES), round)) {
      const rate = await eventsPerSecond(source());
      if (round > 0) rates.get(name)?.push(rate);
    }
  }
  const own = rates.get('in the thread that sends') ?? [];
  for (const [name, values] of rates) {
    console.log(
      `orders ${name}: ${spread(values, 0)} events/s, ${spread(ratios(values, own), 2)} times its own thread's`,
    );
  }
} finally {
  await withAdmin(kafka, (admin) => admin.deleteTopics({ topics: [topic] }));
}
