import { create, toBinary } from '@bufbuild/protobuf';
import { anyPack } from '@bufbuild/protobuf/wkt';
import { describe, expect, test } from 'vitest';
import { RetryBudget } from '../../../src/spark/connect/retry.js';
import { defaultRetryPolicy, isTransient } from '../../../src/spark/connect/retry-policy.js';
import { RpcError, rpcCode } from '../../../src/spark/connect/transport.js';
import { RetryInfoSchema } from '../../../src/spark/gen/google/rpc/error_details_pb.js';
import { StatusSchema } from '../../../src/spark/gen/google/rpc/status_pb.js';

const unavailable = new RpcError(rpcCode.unavailable, 'gone');

function withRetryInfo(seconds: number, code: number = rpcCode.unavailable): RpcError {
  const info = create(RetryInfoSchema, { retryDelay: { seconds: BigInt(seconds) } });
  const details = toBinary(StatusSchema, create(StatusSchema, { details: [anyPack(RetryInfoSchema, info)] }));
  return new RpcError(code, 'busy', details);
}

function waits(budget: RetryBudget, error: RpcError): number[] {
  const all: number[] = [];
  for (;;) {
    const decision = budget.next(error);
    if (!decision.retry) return all;
    all.push(decision.waitMs);
  }
}

describe('the default policy', () => {
  test('waits 50 ms, four times as long each time, at most a minute, for over ten minutes', () => {
    const budget = new RetryBudget([defaultRetryPolicy], () => 0);
    const all = waits(budget, unavailable);
    expect(all).toHaveLength(15);
    expect(all.slice(0, 8)).toEqual([50, 200, 800, 3200, 12800, 51200, 60000, 60000]);
    expect(all.reduce((sum, wait) => sum + wait)).toBeGreaterThanOrEqual(600_000);
    expect(budget.next(unavailable)).toEqual({ retry: false, spent: true });
  });

  test('adds up to half a second at random to long waits only', () => {
    const all = waits(new RetryBudget([defaultRetryPolicy], () => 1), unavailable);
    expect(all.slice(0, 5)).toEqual([50, 200, 800, 3700, 13300]);
  });

  test.each([
    ['UNAVAILABLE', unavailable, true],
    ['a disconnected cursor', new RpcError(rpcCode.internal, '[INVALID_CURSOR.DISCONNECTED] x'), true],
    ['another INTERNAL', new RpcError(rpcCode.internal, 'other'), false],
    ['INVALID_ARGUMENT', new RpcError(rpcCode.invalidArgument, 'x'), false],
    [
      'an error with unreadable details',
      new RpcError(rpcCode.internal, 'x', Uint8Array.of(255, 255, 9)),
      false,
    ],
    ['any error with RetryInfo', withRetryInfo(0, rpcCode.resourceExhausted), true],
  ])('%s: %s', (_, error, retryable) => {
    expect(isTransient(error)).toBe(retryable);
  });
});

describe('what the server asks for', () => {
  const first = (error: RpcError) => new RetryBudget([defaultRetryPolicy], () => 0).next(error);

  test('is waited for when it is longer than the own wait', () => {
    expect(first(withRetryInfo(1))).toEqual({ retry: true, waitMs: 1000 });
    expect(first(withRetryInfo(0))).toEqual({ retry: true, waitMs: 50 });
  });

  test('is waited for at most ten minutes', () => {
    expect(first(withRetryInfo(86_400))).toEqual({ retry: true, waitMs: 600_000 });
  });
});

describe('several policies', () => {
  const fast = { ...defaultRetryPolicy, maxRetries: 2, initialBackoffMs: 1, backoffMultiplier: 1 };

  test('are used up one after the other, each with its own count', () => {
    const budget = new RetryBudget([fast, { ...defaultRetryPolicy, maxRetries: 2 }], () => 0);
    expect(waits(budget, unavailable)).toEqual([1, 1, 50, 200]);
  });

  test('that do not accept the error do not count', () => {
    const budget = new RetryBudget(
      [
        { ...fast, accepts: () => false },
        { ...fast, maxRetries: 1 },
      ],
      () => 0,
    );
    expect(waits(budget, unavailable)).toEqual([1]);
    expect(budget.next(new RpcError(rpcCode.internal, 'other'))).toEqual({ retry: false, spent: false });
  });

  test('start again after an answer', () => {
    const budget = new RetryBudget([fast], () => 0);
    waits(budget, unavailable);
    budget.reset();
    expect(waits(budget, unavailable)).toEqual([1, 1]);
  });
});
