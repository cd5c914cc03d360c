/**
 * The producer at full speed, generation included, on the brokers that run (`npx streambook up`): several settings,
 * each a few times. Arguments: events per round (300000), rounds per setting (3).
 */
import { cpus } from 'node:os';
import { FAULT_TYPES } from '../src/pipelines/orders/data/fault-types.js';
import { resolveSettings } from '../src/config/settings.js';
import { kafkaClient } from '../src/kafka/client.js';
import { withAdmin } from '../src/kafka/topics.js';
import { ensureOrdersTopic } from '../src/pipelines/orders/topic.js';
import { eventGenerator } from '../src/pipelines/orders/data/events.js';
import { produce } from '../src/producers/produce.js';
import { SEND_TUNING, type SendTuning } from '../src/producers/sender.js';
import { runningServices } from '../src/services/status.js';

const SETTINGS: readonly SendTuning[] = [
  { maxBatchEvents: 100, maxPendingEvents: 1200, lingerMs: 0 },
  { maxBatchEvents: 250, maxPendingEvents: 3000, lingerMs: 0 },
  { maxBatchEvents: 500, maxPendingEvents: 6000, lingerMs: 0 },
  { maxBatchEvents: 500, maxPendingEvents: 12_000, lingerMs: 0 },
  { maxBatchEvents: 1000, maxPendingEvents: 12_000, lingerMs: 0 },
  SEND_TUNING,
];
const SPEC = { seed: 42, referenceDate: '2026-01-31', faultTypes: FAULT_TYPES };

const [events = 300_000, rounds = 3] = process.argv.slice(2).map(Number);
const settings = resolveSettings();
const bootstrapServers = (await runningServices(settings, ['kafka'])).kafka.address;
const kafka = kafkaClient({ bootstrapServers });
const topic = `bench-producer-${process.pid}`;

function generationPerSecond(): number {
  const eventAt = eventGenerator(SPEC);
  const startMs = performance.now();
  for (let sequence = 0; sequence < events; sequence += 1) eventAt('valid', sequence, 0);
  return (events * 1000) / (performance.now() - startMs);
}

async function sendRound(tuning: SendTuning): Promise<string> {
  const cpuBefore = process.cpuUsage();
  const [result] = await produce(kafka, {
    runId: 'bench',
    eventAt: eventGenerator(SPEC),
    topic,
    tuning,
    plans: [{ producer: 'valid', maxEvents: events }],
  });
  const { user, system } = process.cpuUsage(cpuBefore);
  if (result?.sentOk !== events)
    throw new Error(`only ${result?.sentOk} of ${events} events were acknowledged`);
  const cpuUs = ((user + system) / events).toFixed(1);
  return `${Math.round(result.throughputEps)} events/s (${cpuUs} us of CPU an event)`;
}

console.log(`node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, brokers ${bootstrapServers}`);
console.log(`${events} valid orders a round, acks=all, idempotent, 6 partitions x 2 replicas`);
console.log(`generation alone: ${Math.round(generationPerSecond())} events/s`);
await ensureOrdersTopic(kafka, topic);
try {
  for (const setting of SETTINGS) {
    console.log(
      Object.entries(setting)
        .map(([name, value]) => `${name} ${value}`)
        .join(', '),
    );
    for (let round = 1; round <= rounds; round += 1)
      console.log(`  round ${round}: ${await sendRound(setting)}`);
  }
} finally {
  await withAdmin(kafka, (admin) => admin.deleteTopics({ topics: [topic] }));
}
