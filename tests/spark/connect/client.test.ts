import { setTimeout as sleep } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { create } from '@bufbuild/protobuf';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ConnectClient } from '../../../src/spark/connect/client.js';
import { parseConnectionString } from '../../../src/spark/connect/connection-string.js';
import { createGrpcTransport } from '../../../src/spark/connect/grpc-transport.js';
import {
  AnalysisException,
  DataSourceNotFoundException,
  IllegalArgumentException,
  OperationCanceledException,
  RetriesExceededError,
  SessionClosedError,
  SparkConnectionError,
  SparkError,
  SparkProtocolError,
} from '../../../src/spark/errors.js';
import { RetryInfoSchema } from '../../../src/spark/gen/google/rpc/error_details_pb.js';
import { InterruptRequest_InterruptType as InterruptType } from '../../../src/spark/gen/spark/connect/base_pb.js';
import { queryPlan } from '../../../src/spark/plan/commands.js';
import { range } from '../../../src/spark/plan/relations.js';
import {
  Failure,
  complete,
  drain,
  plain,
  sparkFailure,
  startFakeSpark,
  unavailable,
} from '../support/fake-spark.js';
import type { FakeSpark } from '../support/fake-spark.js';
import { startSilentServer } from '../support/silent-server.js';

const plan = queryPlan(range(0n, 1n, 1n));
const askVersion = { case: 'sparkVersion', value: {} } as const;

let fake: FakeSpark;
beforeEach(async () => {
  fake = await startFakeSpark();
});
afterEach(() => fake[Symbol.asyncDispose]());

/** What the call is rejected with. */
async function failure(call: Promise<unknown>): Promise<SparkError> {
  const thrown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(SparkError);
  return thrown as SparkError;
}

describe('ids', () => {
  test('of session, user and client are on every request, of the server from the first answer on', async () => {
    const client = fake.client();
    await client.analyze(askVersion);
    await client.config({ case: 'getAll', value: {} });
    await client.interrupt(InterruptType.ALL);
    const requests = fake.calls.map(({ request }) => request);
    for (const request of requests) {
      expect(request).toMatchObject({ sessionId: client.sessionId, userContext: { userId: 'tester' } });
      expect(request.clientType).toMatch(/^_SPARK_CONNECT_TYPESCRIPT spark\/4\.0\.0 os\/\S+ node\/\S+$/);
    }
    const observed = requests.map((request) =>
      'clientObservedServerSideSessionId' in request ? request.clientObservedServerSideSessionId : undefined,
    );
    expect(observed).toEqual([undefined, 'server-1', 'server-1']);
  });

  test('of another session in an answer are an error', async () => {
    fake.answer('analyzePlan', { sessionId: 'someone-else' });
    await expect(fake.client().analyze(askVersion)).rejects.toThrow(SparkProtocolError);
  });

  test('of another session in a stream are an error', async () => {
    await using other = await startFakeSpark([[{ responseId: 'r1', sessionId: 'someone-else' }, complete]]);
    await expect(drain(other.client().execute(plan))).rejects.toThrow(SparkProtocolError);
  });

  test('of a server that was restarted close the session', async () => {
    const client = fake.client();
    await client.analyze(askVersion);
    fake.answer('analyzePlan', { serverSideSessionId: 'server-2' });
    await expect(client.analyze(askVersion)).rejects.toThrow(SessionClosedError);
    const before = fake.calls.length;
    await expect(client.analyze(askVersion)).rejects.toThrow('restarted');
    await expect(drain(client.execute(plan))).rejects.toThrow(SessionClosedError);
    expect(fake.calls).toHaveLength(before);
  });

  test('that are empty tell nothing', async () => {
    const client = fake.client();
    await client.analyze(askVersion);
    fake.answer('analyzePlan', { serverSideSessionId: '' });
    await client.analyze(askVersion);
    expect(client.isClosed).toBe(false);
  });

  test.each(['INVALID_HANDLE.SESSION_CHANGED', 'INVALID_HANDLE.SESSION_CLOSED'])(
    'that the server refuses with %s close the session',
    async (errorClass) => {
      const client = fake.client();
      fake.answer('analyzePlan', sparkFailure(`[${errorClass}] The handle is invalid.`, { errorClass }));
      expect(await failure(client.analyze(askVersion))).toMatchObject({ errorClass });
      expect(client.isClosed).toBe(true);
    },
  );
});

describe('a call without a stream', () => {
  test('is tried again while the server cannot be reached', async () => {
    fake.answer('config', unavailable, unavailable, { pairs: [{ key: 'a', value: '1' }] });
    const client = fake.client();
    const { pairs } = await client.config({ case: 'get', value: { keys: ['a'] } });
    expect(pairs).toMatchObject([{ key: 'a', value: '1' }]);
    expect(fake.callsOf('config')).toHaveLength(3);
    expect(client.waitsMs).toEqual([50, 200]);
  });

  test.each([
    ['INTERNAL', new Failure(status.INTERNAL, 'other')],
    ['INVALID_ARGUMENT', new Failure(status.INVALID_ARGUMENT, 'no')],
    ['DEADLINE_EXCEEDED', new Failure(status.DEADLINE_EXCEEDED, 'late')],
    ['RESOURCE_EXHAUSTED', new Failure(status.RESOURCE_EXHAUSTED, 'big')],
    ['UNAUTHENTICATED', new Failure(status.UNAUTHENTICATED, 'who')],
  ])('is tried once on %s', async (_, error) => {
    fake.answer('config', error);
    await expect(fake.client().config({ case: 'getAll', value: {} })).rejects.toThrow(error.message);
    expect(fake.callsOf('config')).toHaveLength(1);
  });

  test('is tried again when the server asks for it, after the time that it asks for', async () => {
    const info = create(RetryInfoSchema, { retryDelay: { seconds: 7n, nanos: 500_000_000 } });
    fake.answer(
      'config',
      new Failure(status.RESOURCE_EXHAUSTED, 'busy', [{ schema: RetryInfoSchema, message: info }]),
    );
    const client = fake.client();
    await client.config({ case: 'getAll', value: {} });
    expect(client.waitsMs).toEqual([7500]);
  });

  test('gives up when all tries are spent, with the last error as cause', async () => {
    fake.answer('config', ...Array.from({ length: 16 }, () => unavailable));
    const error = await failure(fake.client().config({ case: 'getAll', value: {} }));
    expect(error).toBeInstanceOf(RetriesExceededError);
    expect(error.cause).toBeInstanceOf(SparkConnectionError);
    expect(fake.callsOf('config')).toHaveLength(16);
  });
});

describe('an error', () => {
  const trailer = {
    classes: '["org.apache.spark.sql.AnalysisException","java.lang.Exception"]',
    errorClass: 'TRAILER_CLASS',
    sqlState: '42P01',
    messageParameters: '{"relationName":"`t`"}',
  };

  test('is told from the details that the server gives on request', async () => {
    fake.answer('analyzePlan', sparkFailure('cut off', { ...trailer, errorId: 'error-1' }));
    fake.answer('fetchErrorDetails', {
      rootErrorIdx: 0,
      errors: [
        {
          errorTypeHierarchy: ['org.apache.spark.sql.AnalysisException'],
          message: 'the whole message',
          causeIdx: 1,
          stackTrace: [{ declaringClass: 'a.B', methodName: 'c', fileName: 'B.scala', lineNumber: 7 }],
          sparkThrowable: {
            errorClass: 'TABLE_OR_VIEW_NOT_FOUND',
            sqlState: '42P02',
            messageParameters: { relationName: '`nope`' },
            queryContexts: [{ fragment: 'nope', startIndex: 14, stopIndex: 17 }],
          },
        },
        { errorTypeHierarchy: ['java.lang.IllegalArgumentException'], message: 'the reason' },
      ],
    });
    const error = await failure(fake.client().analyze(askVersion));
    expect(error).toBeInstanceOf(AnalysisException);
    expect(error).toMatchObject({
      message: 'the whole message',
      code: 'TABLE_OR_VIEW_NOT_FOUND',
      errorClass: 'TABLE_OR_VIEW_NOT_FOUND',
      sqlState: '42P02',
      messageParameters: { relationName: '`nope`' },
      queryContexts: [{ fragment: 'nope', startIndex: 14, stopIndex: 17 }],
    });
    expect(error.serverStackTrace).toContain('at a.B.c(B.scala:7)');
    expect(error.cause).toBeInstanceOf(IllegalArgumentException);
    expect(fake.callsOf('fetchErrorDetails')[0]?.request.errorId).toBe('error-1');
  });

  test.each([
    ['answers with nothing', {}],
    ['fails', new Failure(status.INTERNAL, 'no details')],
    ['cannot be reached', unavailable],
  ])('is told from the trailer when the request for details %s', async (_, answer) => {
    fake.answer('analyzePlan', sparkFailure('from the trailer', { ...trailer, errorId: 'error-1' }));
    fake.answer('fetchErrorDetails', answer);
    const error = await failure(fake.client().analyze(askVersion));
    expect(error).toBeInstanceOf(AnalysisException);
    expect(error).toMatchObject({
      message: 'from the trailer',
      errorClass: 'TRAILER_CLASS',
      messageParameters: { relationName: '`t`' },
    });
    expect(fake.callsOf('fetchErrorDetails')).toHaveLength(1);
  });

  test('is told from the trailer soon when the request for details hangs', async () => {
    fake.answer('analyzePlan', sparkFailure('from the trailer', { ...trailer, errorId: 'error-1' }));
    fake.answer('fetchErrorDetails', 'hang');
    const askedMs = performance.now();
    const error = await failure(fake.client().analyze(askVersion));
    expect(error.message).toBe('from the trailer');
    expect(performance.now() - askedMs).toBeLessThan(4000);
  });

  test.each([
    ['OPERATION_CANCELED', OperationCanceledException],
    ['DATA_SOURCE_NOT_FOUND', DataSourceNotFoundException],
    ['INVALID_HANDLE.SESSION_CLOSED', SessionClosedError],
    ['INVALID_HANDLE.SESSION_CHANGED', SessionClosedError],
  ])(
    'of the class %s has a type of its own, also where only the message names the class',
    async (name, type) => {
      for (const details of [{ errorClass: name }, {}]) {
        fake.answer(
          'analyzePlan',
          sparkFailure(`[${name}] Words.`, { ...trailer, errorClass: '', ...details }),
        );
        expect(await failure(fake.client().analyze(askVersion))).toBeInstanceOf(type);
      }
    },
  );

  test('of a full server is not called too large a message', async () => {
    const exhausted = (message: string) => new Failure(status.RESOURCE_EXHAUSTED, message);
    fake.answer('analyzePlan', exhausted('Received message larger than max (9 vs. 8)'), exhausted('quota'));
    const client = fake.client();
    expect((await failure(client.analyze(askVersion))).message).toContain('grpc_max_message_size');
    const other = await failure(client.analyze(askVersion));
    expect(other.message).toContain('has no room for the call: quota');
    expect(other.message).not.toContain('grpc_max_message_size');
  });

  test('without an id is told from the trailer at once', async () => {
    fake.answer('analyzePlan', sparkFailure('from the trailer', trailer));
    expect(await failure(fake.client().analyze(askVersion))).toMatchObject({ message: 'from the trailer' });
    expect(fake.callsOf('fetchErrorDetails')).toHaveLength(0);
  });

  test('in a stream is converted as well', async () => {
    await using other = await startFakeSpark([[plain('r1'), sparkFailure('in the middle', trailer)]]);
    await expect(drain(other.client().execute(plan))).rejects.toThrow(AnalysisException);
  });
});

describe('closing', () => {
  test('releases the session once, and later calls fail without a request', async () => {
    const client = fake.client();
    await client.analyze(askVersion);
    await client.close();
    await client.close();
    expect(fake.callsOf('releaseSession')).toHaveLength(1);
    const before = fake.calls.length;
    await expect(client.analyze(askVersion)).rejects.toThrow('No active session');
    await expect(drain(client.execute(plan))).rejects.toThrow(SessionClosedError);
    expect(fake.calls).toHaveLength(before);
  });

  test('does not fail with the server', async () => {
    fake.answer('releaseSession', unavailable);
    await fake.client().close();
    expect(fake.callsOf('releaseSession')).toHaveLength(1);
  });

  test('does not wait for a server that accepts connections and says nothing', async () => {
    await using silent = await startSilentServer();
    const config = parseConnectionString(`sc://${silent.address}`);
    const client = new ConnectClient(createGrpcTransport(config), config);
    const given = new AbortController();
    const asked = drain(client.execute(plan, { signal: given.signal }));
    await vi.waitFor(() => expect(silent.connections()).toBe(1));
    given.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
    const closed = client.close().then(() => 'closed');
    // A fifth of the time that cleaning up may take.
    expect(await Promise.race([closed, sleep(1000, 'still waiting')])).toBe('closed');
  });
});
