import { z } from 'zod';
import { checkArguments } from '../../../core/arguments.js';
import { nowUs } from '../../../core/clock.js';
import { SANDBOX } from '../../../notebooks/arguments.js';
import { latencyHistogram } from '../../../stats/percentiles.js';
import { orderEvents } from './events.js';
import type { OrdersSandbox } from './sandbox.js';

/** Which copies must have a message before the producer is told: none, the leader's, all that are in sync. */
const LEVELS = [
  { acks: 0, waits_for: 'nobody' },
  { acks: 1, waits_for: 'the leader' },
  { acks: -1, waits_for: 'every copy in sync' },
] as const;

/**
 * Sends messages one by one with each level of `acks` and measures how long each took, in milliseconds. They go to a
 * topic of their own, so that the sandbox's orders stay as they are.
 */
export async function compareAcks(sandbox: OrdersSandbox, messages = 200) {
  checkArguments(
    'compareAcks',
    { sandbox: SANDBOX, messages: z.int().min(1).max(10_000) },
    sandbox,
    messages,
  );
  const { kafka } = sandbox;
  const topic = `${sandbox.topic}-acks`;
  const eventAt = orderEvents(sandbox);
  const admin = kafka.admin();
  await admin.connect();
  try {
    await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
    const rows = [];
    for (const { acks, waits_for } of LEVELS) {
      const latency = latencyHistogram();
      const producer = kafka.producer();
      await producer.connect();
      try {
        for (let sequence = 0; sequence < messages; sequence += 1) {
          const { key, payload } = eventAt('valid', sequence, 0);
          const sentUs = nowUs();
          await producer.send({ topic, acks, messages: [{ key, value: payload }] });
          latency.recordUs(nowUs() - sentUs);
        }
      } finally {
        await producer.disconnect();
      }
      const { p50, p95, p99 } = latency.percentilesMs();
      rows.push({
        acks: acks === -1 ? 'all' : String(acks),
        waits_for,
        p50_ms: p50,
        p95_ms: p95,
        p99_ms: p99,
      });
    }
    return rows;
  } finally {
    await admin.deleteTopics({ topics: [topic] }).catch(() => undefined);
    await admin.disconnect();
  }
}
