import { status } from '@grpc/grpc-js';
import { afterEach, describe, expect, test } from 'vitest';
import type { ClientOptions } from '../../../src/spark/connect/client.js';
import { RetriesExceededError, SessionClosedError, SparkProtocolError } from '../../../src/spark/errors.js';
import { queryPlan } from '../../../src/spark/plan/commands.js';
import { range } from '../../../src/spark/plan/relations.js';
import { arrowStep } from '../support/arrow-step.js';
import {
  Failure,
  complete,
  drain,
  expectCalls,
  plain,
  startFakeSpark,
  unavailable,
} from '../support/fake-spark.js';
import type { FakeSpark, Step } from '../support/fake-spark.js';

const plan = queryPlan(range(0n, 1n, 1n));
const notFound = new Failure(status.INTERNAL, '[INVALID_HANDLE.OPERATION_NOT_FOUND] Operation not found.');
const sessionNotFound = new Failure(status.INTERNAL, '[INVALID_HANDLE.SESSION_NOT_FOUND] Session not found.');
const alreadyExists = new Failure(status.INTERNAL, '[INVALID_HANDLE.OPERATION_ALREADY_EXISTS] Exists.');

let fake: FakeSpark;
afterEach(() => fake[Symbol.asyncDispose]());

/** A client of a server with that script. */
async function connect(streams: readonly (readonly Step[])[], options?: ClientOptions) {
  fake = await startFakeSpark(streams);
  return fake.client(options);
}

/** The ids of the responses to a plan that runs to its end on a server with that script. */
async function run(...streams: readonly (readonly Step[])[]): Promise<readonly string[]> {
  const client = await connect(streams);
  return (await drain(client.execute(plan))).map(({ responseId }) => responseId);
}

function counts() {
  return { executes: fake.callsOf('executePlan').length, reattaches: fake.callsOf('reattachExecute').length };
}

/** Where each reattach asked to go on; empty is from the start. */
function reattachedAfter(): unknown[] {
  return fake.callsOf('reattachExecute').map(({ request }) => request.lastResponseId ?? '');
}

/** A wait that only an abort ends. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
}

async function expectReleasedOnce(): Promise<void> {
  const releases = await expectCalls(fake, 'releaseExecute', 1);
  expect(releases.map(({ request }) => request.release.case)).toEqual(['releaseAll']);
  expect(releases[0]?.request.operationId).toBe(fake.callsOf('executePlan')[0]?.request.operationId);
}

describe('a result that is complete', () => {
  test('takes one ExecutePlan and one release', async () => {
    expect(await run([plain('r1'), complete])).toEqual(['r1']);
    expect(counts()).toEqual({ executes: 1, reattaches: 0 });
    await expectReleasedOnce();
  });

  test('is asked for as reattachable, under an operation id of our own', async () => {
    await run([complete]);
    const { request } = fake.callsOf('executePlan')[0] ?? {};
    expect(request?.operationId).toMatch(/^[0-9a-f-]{36}$/);
    expect(request?.requestOptions[0]?.requestOption).toMatchObject({
      case: 'reattachOptions',
      value: { reattachable: true },
    });
  });

  test('lets the server drop what was read, as soon as that is worth a call', async () => {
    const eightMiB = new Array<bigint>(2 ** 20).fill(1n);
    await run([arrowStep('r1', [1n]), arrowStep('r2', eightMiB), arrowStep('r3', [2n]), complete]);
    const releases = await expectCalls(fake, 'releaseExecute', 2);
    expect(releases.map(({ request }) => request.release)).toEqual([
      { case: 'releaseUntil', value: expect.objectContaining({ responseId: 'r2' }) as unknown },
      { case: 'releaseAll', value: expect.anything() as unknown },
    ]);
  });
});

describe('a stream that ends with status OK before the result is complete', () => {
  test('goes on by ReattachExecute after the last response', async () => {
    expect(await run([plain('r1')], [plain('r2'), plain('r3')], [plain('r4'), complete])).toEqual([
      'r1',
      'r2',
      'r3',
      'r4',
    ]);
    expect(counts()).toEqual({ executes: 1, reattaches: 2 });
    expect(reattachedAfter()).toEqual(['r1', 'r3']);
    await expectReleasedOnce();
  });

  test('goes on though round after round is empty, from the start when nothing has come', async () => {
    const rounds = Array.from({ length: 40 }, () => []);
    expect(await run([], ...rounds, [plain('r1'), complete])).toEqual(['r1']);
    expect(counts()).toEqual({ executes: 1, reattaches: 41 });
    expect(new Set(reattachedAfter())).toEqual(new Set(['']));
  });

  test('is followed at once, without a wait', async () => {
    const client = await connect([[], [], [complete]]);
    await drain(client.execute(plan));
    expect(client.waitsMs).toEqual([]);
  });

  test('reattaches as the same session, user and operation', async () => {
    await run([plain('r1')], [complete]);
    const [execute, reattach] = [fake.callsOf('executePlan')[0], fake.callsOf('reattachExecute')[0]];
    for (const key of ['sessionId', 'operationId', 'userContext', 'clientType'] as const) {
      expect(reattach?.request[key]).toEqual(execute?.request[key]);
    }
    expect(reattach?.request.clientObservedServerSideSessionId).toBe('server-1');
  });
});

describe('a stream that breaks', () => {
  test('goes on after the last response, each response once', async () => {
    expect(await run([plain('r1'), unavailable], [plain('r2'), plain('r3'), complete])).toEqual([
      'r1',
      'r2',
      'r3',
    ]);
    expect(counts()).toEqual({ executes: 1, reattaches: 1 });
    expect(reattachedAfter()).toEqual(['r1']);
    await expectReleasedOnce();
  });

  test('before anything came never sends the plan again: it may be running', async () => {
    expect(await run([unavailable], [plain('r1'), complete])).toEqual(['r1']);
    expect(counts()).toEqual({ executes: 1, reattaches: 1 });
  });

  test('because another reader took it over is retryable', async () => {
    const disconnected = new Failure(
      status.INTERNAL,
      '[INVALID_CURSOR.DISCONNECTED] The cursor has been disconnected.',
    );
    expect(await run([plain('r1'), disconnected], [complete])).toEqual(['r1']);
  });

  test('for good gives the error and releases', async () => {
    await expect(run([plain('r1'), new Failure(status.INTERNAL, 'boom')])).rejects.toThrow('boom');
    expect(counts()).toEqual({ executes: 1, reattaches: 0 });
    await expectReleasedOnce();
  });

  test('more often than the budget allows gives up with the last error as cause', async () => {
    const client = await connect(Array.from({ length: 20 }, () => [unavailable]));
    const error = await drain(client.execute(plan)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RetriesExceededError);
    expect(error).toMatchObject({
      code: 'SPARK_RETRIES_EXCEEDED',
      cause: { code: 'SPARK_CONNECTION_FAILED' },
    });
    expect(client.waitsMs).toHaveLength(15);
    expect(counts()).toEqual({ executes: 1, reattaches: 15 });
  });

  test('again and again survives as long as something comes in between', async () => {
    const streams = Array.from({ length: 40 }, (_, index) => [plain(`r${index}`), unavailable]);
    expect(await run(...streams, [complete])).toHaveLength(40);
  });

  test('again and again survives as long as streams end well in between', async () => {
    const streams = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? [unavailable] : []));
    expect(await run(...streams, [complete])).toEqual([]);
  });
});

describe('an operation that the server does not know', () => {
  test('is started again when nothing has come: the first request never arrived', async () => {
    expect(await run([notFound], [plain('r1'), complete])).toEqual(['r1']);
    expect(counts()).toEqual({ executes: 2, reattaches: 0 });
    const [first, second] = fake.callsOf('executePlan');
    expect(second?.request.operationId).toBe(first?.request.operationId);
    expect(second?.request.plan).toEqual(first?.request.plan);
    await expectReleasedOnce();
  });

  test('is started again when the request was lost on the way', async () => {
    expect(await run([unavailable], [sessionNotFound], [plain('r1'), complete])).toEqual(['r1']);
    expect(counts()).toEqual({ executes: 2, reattaches: 1 });
  });

  test('is never started again when a response has come: a write would be done twice', async () => {
    await expect(run([plain('r1')], [notFound], [complete])).rejects.toThrow(SparkProtocolError);
    expect(counts()).toEqual({ executes: 1, reattaches: 1 });
  });

  test('is not started for ever', async () => {
    await expect(run(...Array.from({ length: 99 }, () => [notFound]))).rejects.toThrow('OPERATION_NOT_FOUND');
    expect(counts()).toEqual({ executes: 16, reattaches: 0 });
  });

  test('but turns up while it is started again is taken over', async () => {
    expect(await run([notFound], [alreadyExists], [plain('r1'), complete])).toEqual(['r1']);
    expect(counts()).toEqual({ executes: 2, reattaches: 1 });
  });

  test('an id that is taken at the first try is an error', async () => {
    await expect(run([alreadyExists], [complete])).rejects.toThrow('OPERATION_ALREADY_EXISTS');
    expect(counts()).toEqual({ executes: 1, reattaches: 0 });
  });
});

describe('leaving early', () => {
  test('by break cancels the call and releases the operation', async () => {
    const client = await connect([[plain('r1'), plain('r2'), 'hang']]);
    for await (const { responseId } of client.execute(plan)) {
      expect(responseId).toBe('r1');
      break;
    }
    await expectReleasedOnce();
    await expect.poll(() => fake.callsOf('executePlan')[0]?.cancelled).toBe(true);
    expect(fake.callsOf('interrupt')).toHaveLength(0);
  });

  test('by abort interrupts just this operation, releases it, and throws the reason', async () => {
    const client = await connect([[plain('r1'), 'hang']]);
    const controller = new AbortController();
    const responses = client.execute(plan, { signal: controller.signal });
    await responses.next();
    const next = responses.next();
    controller.abort(new Error('enough'));
    await expect(next).rejects.toThrow('enough');
    await expectReleasedOnce();
    const [interrupt] = fake.callsOf('interrupt');
    const { operationId } = fake.callsOf('executePlan')[0]?.request ?? {};
    expect(interrupt?.request.interrupt).toEqual({ case: 'operationId', value: operationId });
    const order = fake.calls.map(({ method }) => method);
    expect(order.indexOf('interrupt')).toBeLessThan(order.indexOf('releaseExecute'));
  });

  test('by a signal that has aborted before sends nothing of the plan', async () => {
    const client = await connect([[complete]]);
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(drain(client.execute(plan, { signal }))).rejects.toThrow('too late');
    expect(fake.calls).toEqual([]);
  });

  test('by abort while the reader is slow ends the result there', async () => {
    const client = await connect([[plain('r1'), plain('r2'), plain('r3'), complete]]);
    const controller = new AbortController();
    const responses = client.execute(plan, { signal: controller.signal });
    await responses.next();
    controller.abort(new Error('enough'));
    await expect(responses.next()).rejects.toThrow('enough');
  });

  test('by abort ends a wait between two tries', async () => {
    const controller = new AbortController();
    const sleep = (_ms: number, signal: AbortSignal) => {
      queueMicrotask(() => controller.abort(new Error('enough')));
      return new Promise<never>((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    };
    const client = await connect([[unavailable]], { sleep });
    await expect(drain(client.execute(plan, { signal: controller.signal }))).rejects.toThrow('enough');
    expect(counts()).toEqual({ executes: 1, reattaches: 0 });
  });

  test('by closing the session ends the query with a clear error', async () => {
    const client = await connect([[plain('r1'), 'hang']]);
    const responses = client.execute(plan);
    await responses.next();
    const next = responses.next();
    const closed = client.close();
    await expect(next).rejects.toThrow(SessionClosedError);
    await closed;
  });

  test('by closing the session ends a wait between two tries', async () => {
    let startedWaiting = () => undefined as void;
    const waiting = new Promise<void>((resolve) => (startedWaiting = resolve));
    const sleep = (_ms: number, signal: AbortSignal) => {
      startedWaiting();
      return untilAborted(signal);
    };
    const client = await connect([[unavailable]], { sleep });
    const result = drain(client.execute(plan));
    result.catch(() => undefined);
    await waiting;
    await client.close();
    await expect(result).rejects.toThrow(SessionClosedError);
  });
});

test('tags go with the plan', async () => {
  const client = await connect([[complete]]);
  await drain(client.execute(plan, { tags: ['nightly', 'etl'] }));
  expect(fake.callsOf('executePlan')[0]?.request.tags).toEqual(['nightly', 'etl']);
});
