import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { assertKafkaReachable } from '../../src/kafka/health.js';

describe('assertKafkaReachable', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  it('names the address that nobody answers at', async () => {
    await expect(assertKafkaReachable('127.0.0.1:1', undefined, 300)).rejects.toMatchObject({
      code: 'KAFKA_UNREACHABLE',
      retryable: true,
      message: expect.stringMatching(/127\.0\.0\.1:1 .*ECONNREFUSED.*KAFKA_BOOTSTRAP_SERVERS$/) as string,
    });
  });

  it('does not wait for ever on something that is not Kafka', async () => {
    server = createServer(() => undefined).listen(0, '127.0.0.1');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    await expect(assertKafkaReachable(`127.0.0.1:${port}`, undefined, 300)).rejects.toMatchObject({
      code: 'KAFKA_UNREACHABLE',
    });
  });

  it('stops asking when it is told to', async () => {
    const reason = new Error('interrupted');
    await expect(assertKafkaReachable('127.0.0.1:1', AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
