/**
 * A backlog through the streaming job: fills a topic, then drains it with the trigger availableNow and with the session's
 * own settings. Needs running services (`npx streambook up`). Arguments: orders (1000000), rounds (3).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ERROR_MODES } from '../src/config/experiment.js';
import { resolveSettings } from '../src/config/settings.js';
import { kafkaClient } from '../src/kafka/client.js';
import { ensureOrdersTopic, withAdmin } from '../src/kafka/topics.js';
import { produce } from '../src/producers/produce.js';
import { runningServices } from '../src/services/status.js';
import { SparkSession } from '../src/spark/index.js';
import { startValidationQuery } from '../src/streaming/validation-query.js';

const [orders = 1_000_000, rounds = 3] = process.argv.slice(2).map(Number);
const { bootstrapServers, sparkRemote } = await runningServices(resolveSettings());
const kafka = kafkaClient({ bootstrapServers });
const topic = `bench-backlog-${process.pid}`;
const invalid = Math.round(orders / 11);

console.log(`node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, ${sparkRemote}`);
await ensureOrdersTopic(kafka, topic);
try {
  const startedMs = performance.now();
  await produce(kafka, {
    ...{ runId: 'bench', topic, spec: { seed: 42, referenceDate: '2026-01-31', errorModes: ERROR_MODES } },
    plans: [
      { producer: 'valid', maxEvents: orders - invalid },
      { producer: 'invalid', maxEvents: invalid },
    ],
  });
  const filledSeconds = (performance.now() - startedMs) / 1000;
  console.log(
    `filled with ${orders} orders in ${filledSeconds.toFixed(1)} s (${Math.round(orders / filledSeconds)} events/s)`,
  );
  for (let round = 1; round <= rounds; round += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'streambook-bench-'));
    const spark = await SparkSession.builder().remote(sparkRemote).create();
    try {
      const beganMs = performance.now();
      const query = await startValidationQuery(spark, {
        ...{ bootstrapServers, topic, startingOffsets: 'earliest', triggerIntervalSeconds: 0 },
        ...{ ordersFolder: join(folder, 'orders'), checkpointFolder: join(folder, 'checkpoint') },
      });
      await query.processAllAvailable();
      const seconds = (performance.now() - beganMs) / 1000;
      const rows = (await query.recentProgress()).reduce((sum, { numInputRows }) => sum + numInputRows, 0);
      if (rows !== orders) throw new Error(`${rows} of ${orders} orders were processed`);
      console.log(
        `round ${round}: ${seconds.toFixed(1)} s from start to end, ${Math.round(orders / seconds)} events/s`,
      );
      await query.stop();
    } finally {
      await spark.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }
} finally {
  await withAdmin(kafka, (admin) => admin.deleteTopics({ topics: [topic] }));
}
