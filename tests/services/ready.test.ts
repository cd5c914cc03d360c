import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SparkRemote } from '../../src/config/spark-remote.js';
import { COMPONENTS } from '../../src/services/components/index.js';
import { waitUntilReady } from '../../src/services/ready.js';
import { type SilentServer, startSilentServer } from '../spark/support/silent-server.js';

let server: SilentServer;
beforeEach(async () => {
  server = await startSilentServer();
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
});

const external = { servicesFolder: undefined };
const spark = (timeoutMs: number, signal?: AbortSignal) =>
  waitUntilReady(COMPONENTS.spark, new SparkRemote(`sc://${server.address}`), {
    ...external,
    timeoutMs,
    signal,
  });
const kafka = (timeoutMs: number, signal?: AbortSignal, address = server.address) =>
  waitUntilReady(COMPONENTS.kafka, address, { ...external, timeoutMs, signal });

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

describe('an external service that does not answer', () => {
  it('is named with what the last try met, and the variable to correct', async () => {
    await expect(kafka(300, undefined, '127.0.0.1:1')).rejects.toMatchObject({
      code: 'KAFKA_UNREACHABLE',
      message: expect.stringMatching(
        /^No Kafka broker answers at 127\.0\.0\.1:1 \(.+\): start one there, or correct KAFKA_BOOTSTRAP_SERVERS$/,
      ) as string,
      retryable: true,
    });
  });

  it('is given up when it closes each connection', async () => {
    const closing = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(closing, 'listening');
    const { port } = closing.address() as AddressInfo;
    try {
      await expect(kafka(300, undefined, `127.0.0.1:${port}`)).rejects.toMatchObject({
        code: 'KAFKA_UNREACHABLE',
      });
    } finally {
      closing.close();
    }
  });
});
