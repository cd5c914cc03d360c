import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kafka } from 'kafkajs';
import { inject } from 'vitest';
import {
  type CommittedRow,
  listOrderBatches,
  readOrders,
} from '../../src/pipelines/orders/analysis/committed-orders.js';
import { FAULT_TYPES } from '../../src/pipelines/orders/data/fault-types.js';
import { resolveSettings, type Settings } from '../../src/config/settings.js';
import { kafkaClient } from '../../src/kafka/client.js';
import { ensureOrdersTopic } from '../../src/pipelines/orders/topic.js';
import { eventGenerator } from '../../src/pipelines/orders/data/events.js';
import { produce } from '../../src/producers/produce.js';
import type { SendResult } from '../../src/producers/sender.js';

/** Settings of the services that the global set-up started. */
export const testSettings = (): Settings =>
  resolveSettings({ ...process.env, STREAMBOOK_HOME: inject('home') });

export const testKafka = (): Kafka => kafkaClient({ bootstrapServers: inject('bootstrapServers') });

/** A topic of the test's own, so that tests do not see each other's events. */
export async function freshTopic(kafka: Kafka): Promise<string> {
  const topic = `orders-${randomUUID()}`;
  await ensureOrdersTopic(kafka, topic);
  return topic;
}

/** A folder of the test's own. */
export async function freshFolder(name: string): Promise<string> {
  const folder = join(inject('home'), 'scratch', `${name}-${randomUUID()}`);
  await mkdir(folder, { recursive: true });
  return folder;
}

export const SPEC = { seed: 42, referenceDate: '2026-01-31', faultTypes: FAULT_TYPES };

/** Sends so many valid and invalid events as fast as possible. */
export async function sendOrders(
  kafka: Kafka,
  topic: string,
  runId: string,
  count: { readonly valid: number; readonly invalid: number },
): Promise<{ readonly valid: SendResult; readonly invalid: SendResult }> {
  const [valid, invalid] = await produce(kafka, {
    runId,
    topic,
    eventAt: eventGenerator(SPEC),
    plans: [
      { producer: 'valid', maxEvents: count.valid },
      { producer: 'invalid', maxEvents: count.invalid },
    ],
  });
  if (valid === undefined || invalid === undefined) throw new Error('a producer left no result');
  return { valid, invalid };
}

export async function committedRows(ordersFolder: string): Promise<readonly CommittedRow[]> {
  const rows: CommittedRow[] = [];
  for await (const chunk of readOrders(await listOrderBatches(ordersFolder))) rows.push(...chunk.rows);
  return rows;
}
