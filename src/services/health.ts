import { Kafka, logLevel } from 'kafkajs';
import { waitFor } from '../runtime/deadline.js';

/** How long embedded services may take to become healthy; a first start on a busy machine included. */
const EMBEDDED_START_MS = 120_000;
const EXTERNAL_ANSWER_MS = 10_000;

export async function waitForKafka(
  bootstrapServers: string,
  embedded: boolean,
  ensureAlive: () => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const kafka = new Kafka({
    brokers: bootstrapServers.split(','),
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
    connectionTimeout: 1000,
  });
  const admin = kafka.admin();
  try {
    await waitFor(
      async () => {
        await ensureAlive();
        await admin.connect();
        const c = await admin.describeCluster();
        if (embedded && c.brokers.length < 2) return undefined;
        if (c.controller === null || c.controller < 0) return undefined;
        const t = await admin.fetchTopicMetadata();
        return t.topics.every((x) => x.partitions.every((p) => p.leader >= 0)) ? true : undefined;
      },
      { what: 'x', timeoutMs: embedded ? EMBEDDED_START_MS : EXTERNAL_ANSWER_MS, signal },
    );
  } finally {
    await admin.disconnect();
  }
}
export async function waitForSpark(
  remote: string,
  embedded: boolean,
  ensureAlive: () => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const net = await import('node:net');
  await waitFor(
    async () => {
      await ensureAlive();
      return new Promise<true | undefined>((r) => {
        const s = net.connect(Number(remote.split(':').at(-1)), '127.0.0.1');
        s.on('connect', () => {
          s.destroy();
          r(true);
        });
        s.on('error', () => r(undefined));
      });
    },
    { what: 'spark', timeoutMs: embedded ? EMBEDDED_START_MS : EXTERNAL_ANSWER_MS, signal },
  );
}
