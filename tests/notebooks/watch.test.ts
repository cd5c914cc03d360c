import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { catchUp, watchQuery } from '../../src/notebooks/watch.js';
import type { StreamingQuery } from '../../src/spark/index.js';
import { parseProgress } from '../../src/spark/streaming/progress.js';
import { type KafkaServer, startKafkaServer } from '../kafka/support/kafka-server.js';
import { sandboxOn } from './support.js';

let server: KafkaServer;
const drawn: unknown[] = [];

beforeEach(async () => {
  drawn.length = 0;
  vi.spyOn(console, 'log').mockImplementation((text: string) => void drawn.push(text));
  server = await startKafkaServer();
  server.addTopic('rides', [{}]);
  server.append('rides', 0, { value: '1' }, { value: '2' }, { value: '3' });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server[Symbol.asyncDispose]();
});

/** A micro-batch as Spark reports it. */
const batch = (batchId: number, upTo: number) =>
  parseProgress(
    JSON.stringify({
      batchId,
      timestamp: `2026-01-31T09:30:0${batchId}.000Z`,
      durationMs: { triggerExecution: 120 },
      sources: [{ numInputRows: 1, endOffset: JSON.stringify({ rides: { 0: upTo } }) }],
    }),
  );

/** A query that has read so far. */
function queryAt(upTo: number) {
  const state = { upTo, isActive: true, isAsked: false };
  const query = {
    runId: 'a-start',
    recentProgress: () => Promise.resolve([batch(0, state.upTo)]),
    lastProgress() {
      state.isAsked = true;
      return Promise.resolve(batch(0, state.upTo));
    },
    status: () => Promise.resolve({ isActive: state.isActive }),
    exception: () => Promise.resolve(state.isActive ? undefined : new Error('no memory')),
  } as unknown as StreamingQuery;
  return { state, query };
}

const sandbox = () => sandboxOn(server, 'rides');

it('a query has caught up when it has read all that the topic held when it was asked', async () => {
  const { state, query } = queryAt(2);
  let hasCaughtUp = false;
  const catching = catchUp(sandbox(), query).then(() => (hasCaughtUp = true));
  await expect.poll(() => state.isAsked).toBe(true);
  server.append('rides', 0, { value: '4' });
  expect(hasCaughtUp).toBe(false);
  state.upTo = 3;
  await catching;
});

describe('a query that is watched', () => {
  it('gives what was waited for, and is drawn at the beginning and at the end', async () => {
    expect(await watchQuery(sandbox(), queryAt(3).query, Promise.resolve('sent'))).toBe('sent');
    // On a slow machine once more in between.
    expect(drawn.length).toBeGreaterThanOrEqual(2);
    expect(new Set(drawn)).toEqual(new Set(['[chart]']));
  });

  it('fails with what is done meanwhile', async () => {
    const during = Promise.reject(new Error('no broker'));
    await expect(watchQuery(sandbox(), queryAt(3).query, during)).rejects.toThrow('no broker');
  });

  it('fails when it has failed, instead of being waited for', async () => {
    const { state, query } = queryAt(2);
    state.isActive = false;
    await expect(watchQuery(sandbox(), query)).rejects.toMatchObject({
      code: 'QUERY_FAILED',
      message: 'The streaming query failed: no memory',
    });
  });
});
