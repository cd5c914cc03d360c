import { setTimeout as sleep } from 'node:timers/promises';
import * as protobuf from '@bufbuild/protobuf';
import { expect, test, vi } from 'vitest';
import { createGrpcTransport } from '../../../src/spark/connect/grpc-transport.js';
import {
  ExecutePlanRequestSchema,
  SparkConnectService,
} from '../../../src/spark/gen/spark/connect/base_pb.js';
import { startFakeSpark } from '../support/fake-spark.js';
import type { Step } from '../support/fake-spark.js';

vi.mock('@bufbuild/protobuf', async (original) => {
  const library = await original<typeof protobuf>();
  return { ...library, fromBinary: vi.fn(library.fromBinary) };
});

const BATCHES = 40;

test('a reader that pauses has at most two messages read ahead, and gets all of them in order', async () => {
  const steps = Array.from({ length: BATCHES }, (_, index): Step => ({
    responseId: `r${index}`,
    responseType: { case: 'arrowBatch', value: { data: new Uint8Array(1024) } },
  }));
  await using fake = await startFakeSpark([steps]);
  const { hostname, port } = new URL(fake.remote);
  const transport = createGrpcTransport({
    host: hostname,
    port: Number(port),
    secure: false,
    maxMessageBytes: 2 ** 20,
    headers: {},
  });
  const read = vi.mocked(protobuf.fromBinary);
  read.mockClear();
  const seen: string[] = [];
  const request = protobuf.create(ExecutePlanRequestSchema, { sessionId: 's' });
  for await (const { responseId } of transport.stream(SparkConnectService.method.executePlan, request)) {
    seen.push(responseId);
    if (seen.length === 5) {
      // Time for what would be read ahead; all messages together are smaller than a window of HTTP/2.
      await sleep(300);
      const decoded = read.mock.results.filter(({ value }) => (value as { responseId?: string }).responseId);
      expect(decoded.length - seen.length).toBeLessThanOrEqual(2);
    }
  }
  expect(seen).toEqual(Array.from({ length: BATCHES }, (_, index) => `r${index}`));
  transport.close();
});
