import { status } from '@grpc/grpc-js';
import { create } from '@bufbuild/protobuf';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createGrpcTransport } from '../../../src/spark/connect/grpc-transport.js';
import { RpcError } from '../../../src/spark/connect/transport.js';
import type { Transport } from '../../../src/spark/connect/transport.js';
import {
  ConfigRequestSchema,
  ExecutePlanRequestSchema,
  SparkConnectService,
} from '../../../src/spark/gen/spark/connect/base_pb.js';
import { Failure, drain, plain, startFakeSpark } from '../support/fake-spark.js';
import type { FakeSpark, Step } from '../support/fake-spark.js';

const { executePlan, config } = SparkConnectService.method;
const MIB = 1024 * 1024;
const execute = create(ExecutePlanRequestSchema, { sessionId: 's' });
const ask = create(ConfigRequestSchema, { sessionId: 's' });

let fake: FakeSpark;
let transport: Transport;
afterEach(async () => {
  transport.close();
  await fake[Symbol.asyncDispose]();
});

async function connect(streams: readonly (readonly Step[])[] = [], maxMessageBytes = 128 * MIB) {
  fake = await startFakeSpark(streams);
  const { hostname, port } = new URL(fake.remote);
  const headers = { 'x-tenant': 'a', authorization: 'Bearer t' };
  transport = createGrpcTransport({
    host: hostname,
    port: Number(port),
    secure: false,
    maxMessageBytes,
    headers,
  });
}

const batch = (bytes: number): Step => ({
  responseId: 'r1',
  responseType: { case: 'arrowBatch', value: { data: new Uint8Array(bytes) } },
});

describe('a stream', () => {
  test('carries messages beyond the four MiB that gRPC allows by default', async () => {
    await connect([[batch(6 * MIB)]]);
    const sessionId = 'x'.repeat(5 * MIB);
    const [response] = await drain(
      transport.stream(executePlan, create(ExecutePlanRequestSchema, { sessionId })),
    );
    expect(response?.responseType.case).toBe('arrowBatch');
    expect(fake.callsOf('executePlan')[0]?.request.sessionId).toHaveLength(5 * MIB);
  });

  test('refuses messages beyond the limit that was set', async () => {
    await connect([[batch(2 * MIB)]], MIB);
    const error = await drain(transport.stream(executePlan, execute)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'RpcError', code: status.RESOURCE_EXHAUSTED });
  });

  test('gives what came before the failure, then the failure', async () => {
    await connect([[plain('r1'), plain('r2'), new Failure(status.UNAVAILABLE, 'gone')]]);
    const seen: string[] = [];
    const read = async () => {
      for await (const { responseId } of transport.stream(executePlan, execute)) seen.push(responseId);
    };
    await expect(read()).rejects.toMatchObject({ code: status.UNAVAILABLE, message: 'gone' });
    expect(seen).toEqual(['r1', 'r2']);
  });

  test('fails when it is read long after the server has broken it off', async () => {
    await connect([[plain('r1'), new Failure(status.UNAVAILABLE, 'gone')]]);
    const responses = transport.stream(executePlan, execute)[Symbol.asyncIterator]();
    await responses.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(responses.next()).rejects.toMatchObject({ code: status.UNAVAILABLE });
  });

  test('fails on a message that cannot be read', async () => {
    await connect([[plain('r1'), 'garbage', plain('r2')]]);
    await expect(drain(transport.stream(executePlan, execute))).rejects.toMatchObject({
      code: status.INTERNAL,
    });
  });

  test('is cancelled when its reader leaves', async () => {
    await connect([[plain('r1'), 'hang']]);
    for await (const { responseId } of transport.stream(executePlan, execute)) {
      expect(responseId).toBe('r1');
      break;
    }
    await expect.poll(() => fake.callsOf('executePlan')[0]?.cancelled).toBe(true);
  });

  test('is cancelled by a signal', async () => {
    await connect([['hang']]);
    const controller = new AbortController();
    const read = drain(transport.stream(executePlan, execute, { signal: controller.signal }));
    controller.abort();
    await expect(read).rejects.toMatchObject({ code: status.CANCELLED });
  });

  test('is cancelled when the transport closes', async () => {
    await connect([[plain('r1'), 'hang']]);
    const responses = transport.stream(executePlan, execute)[Symbol.asyncIterator]();
    await responses.next();
    const next = responses.next();
    transport.close();
    await expect(next).rejects.toMatchObject({ code: status.CANCELLED });
  });
});

describe('a call without a stream', () => {
  test('gives the answer', async () => {
    await connect();
    fake.answer('config', { pairs: [{ key: 'a', value: '1' }] });
    expect((await transport.unary(config, ask)).pairs).toMatchObject([{ key: 'a', value: '1' }]);
  });

  test('fails with the status', async () => {
    await connect();
    fake.answer('config', new Failure(status.INVALID_ARGUMENT, 'no'));
    const error = await transport.unary(config, ask).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RpcError);
    expect(error).toMatchObject({ code: status.INVALID_ARGUMENT, message: 'no' });
  });

  test('fails by a signal that has aborted', async () => {
    await connect();
    await expect(transport.unary(config, ask, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: status.CANCELLED,
    });
  });

  test('fails as unavailable where no server is', async () => {
    await connect();
    const nowhere = createGrpcTransport({
      host: '127.0.0.1',
      port: 1,
      secure: false,
      maxMessageBytes: MIB,
      headers: {},
    });
    await expect(nowhere.unary(config, ask)).rejects.toMatchObject({ code: status.UNAVAILABLE });
    nowhere.close();
  });
});

test('a proxy from the environment is not asked for this machine', async () => {
  vi.stubEnv('http_proxy', 'http://127.0.0.1:1');
  vi.stubEnv('no_proxy', '');
  try {
    await connect();
    await transport.unary(config, ask);
    expect(fake.calls).toHaveLength(1);
  } finally {
    vi.unstubAllEnvs();
  }
});

test('headers go with every call', async () => {
  await connect([[plain('r1')]]);
  await transport.unary(config, ask);
  await drain(transport.stream(executePlan, execute));
  for (const { headers } of fake.calls)
    expect(headers).toMatchObject({ 'x-tenant': 'a', authorization: 'Bearer t' });
  expect(fake.calls).toHaveLength(2);
});
