import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SparkRemote } from '../../src/config/spark-remote.js';
import { waitForKafka, waitForSpark } from '../../src/services/health.js';
import { type SilentServer, startSilentServer } from '../spark/support/silent-server.js';

let server: SilentServer;
beforeEach(async () => {
  server = await startSilentServer();
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
});

const alive = () => Promise.resolve();

const spark = (timeoutMs: number, signal?: AbortSignal) =>
  waitForSpark({
    ...{ address: new SparkRemote(`sc://${server.address}`), embedded: false, ensureAlive: alive },
    ...{ timeoutMs, signal },
  });
const kafka = (timeoutMs: number, signal?: AbortSignal) =>
  waitForKafka({ address: server.address, embedded: false, ensureAlive: alive, timeoutMs, signal });

describe.each([
  { service: 'Spark', code: 'SPARK_UNREACHABLE', wait: spark },
  { service: 'Kafka', code: 'KAFKA_UNREACHABLE', wait: kafka },
])('an external $service that accepts connections and says nothing', ({ code, wait }) => {
  it('is given up at the deadline', async () => {
    await expect(wait(500)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(server.address) as string,
    });
  });

  it('is given up when the signal fires, in the middle of a question', async () => {
    const reason = new Error('interrupted');
    const controller = new AbortController();
    const waiting = wait(60_000, controller.signal);
    const connected = vi.waitFor(() => expect(server.connections()).toBeGreaterThan(0));
    await Promise.all([expect(waiting).rejects.toBe(reason), connected.then(() => controller.abort(reason))]);
  });
});

it('asking Kafka leaves no connection behind', async () => {
  await expect(kafka(200)).rejects.toThrow();
  await vi.waitFor(() => expect(server.connections()).toBe(0));
});
