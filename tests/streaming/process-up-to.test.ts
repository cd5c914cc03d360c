import { describe, expect, it } from 'vitest';
import { parseProgress } from '../../src/spark/streaming/progress.js';
import { processUpTo } from '../../src/streaming/process-up-to.js';

/** A micro-batch as Spark reports it: offsets are JSON inside the JSON. */
const readUpTo = (offsets: object) =>
  parseProgress(
    JSON.stringify({ sources: [{ numInputRows: 1, endOffset: JSON.stringify({ topic: offsets }) }] }),
  );

/** A query that has come one of these steps further each time that it is asked, and stays at the last. */
function queryAt(...steps: readonly (object | undefined)[]) {
  const left = [...steps];
  const state = { isActive: true };
  return {
    state,
    lastProgress() {
      const offsets = left.length > 1 ? left.shift() : left[0];
      return Promise.resolve(offsets && readUpTo(offsets));
    },
    status: () =>
      Promise.resolve({
        isActive: state.isActive,
        message: '',
        isDataAvailable: false,
        isTriggerActive: false,
      }),
    exception: () => Promise.resolve(undefined),
  };
}

const ENDS = new Map([
  [0, 100n],
  [1, 50n],
]);

describe('processUpTo', () => {
  it('ends when every partition has been read so far, and says how much is left on the way', async () => {
    const remaining: number[] = [];
    const query = queryAt(undefined, { 0: 40 }, { 0: 120, 1: 20 }, { 0: 130, 1: 50 });
    await processUpTo(query, 'topic', ENDS, { onRemaining: (messages) => remaining.push(messages) });
    expect(remaining).toEqual([110, 30, 0]);
  });

  it('does not take another topic for its own', async () => {
    const query = queryAt({ 0: 100, 1: 50 });
    await expect(processUpTo(query, 'other', ENDS, { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'TIMED_OUT',
    });
  });

  it('fails with the query', async () => {
    const query = queryAt({ 0: 40 });
    query.state.isActive = false;
    await expect(processUpTo(query, 'topic', ENDS)).rejects.toMatchObject({ code: 'QUERY_STOPPED' });
  });

  it("fails with the signal's reason", async () => {
    const reason = new Error('stopped');
    const waiting = processUpTo(queryAt({ 0: 40 }), 'topic', ENDS, { signal: AbortSignal.abort(reason) });
    await expect(waiting).rejects.toBe(reason);
  });

  it.each([
    ['offsets of another form', '{"topic": 3}', '"{\\"topic\\": 3}"'],
    ['offsets that are no JSON', 'at 3', '"at 3"'],
    ['offsets of another source', 3, '3'],
  ])('ends at once when the progress has %s', async (_, endOffset, shown) => {
    const progress = parseProgress(JSON.stringify({ sources: [{ numInputRows: 1, endOffset }] }));
    const query = { ...queryAt(), lastProgress: () => Promise.resolve(progress) };
    await expect(processUpTo(query, 'topic', ENDS, { timeoutMs: 20_000 })).rejects.toMatchObject({
      code: 'PROGRESS_UNREADABLE',
      message: `The progress of the streaming query has no offsets of Kafka in endOffset: ${shown}`,
    });
  });
});
