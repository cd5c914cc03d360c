import { describe, expect, it, vi } from 'vitest';
import { type PartitionQueuesOptions, partitionQueues } from '../../src/kafka/partition-queues.js';

interface Message {
  readonly partition: number;
  readonly number: number;
}

interface SentBatch {
  readonly partition: number;
  readonly numbers: readonly number[];
  readonly settle: (error?: Error) => Promise<void>;
}

/** Queues over brokers that answer when the test says so. */
function queuesUnderTest(options: Partial<PartitionQueuesOptions<Message, void>> = {}) {
  const batches: SentBatch[] = [];
  const acked: number[] = [];
  const failed: { numbers: number[]; reason: string }[] = [];
  const queues = partitionQueues<Message, void>({
    partitionCount: 2,
    partitionOf: ({ partition }) => partition,
    maxBatchMessages: 10,
    send: (partition, messages) =>
      new Promise<void>((resolve, reject) => {
        const settle = async (error?: Error) => {
          if (error === undefined) resolve();
          else reject(error);
          await turn();
        };
        batches.push({ partition, numbers: messages.map(({ number }) => number), settle });
      }),
    onAcked: (messages) => acked.push(...messages.map(({ number }) => number)),
    onFailed: (messages, error) =>
      failed.push({ numbers: messages.map(({ number }) => number), reason: error.message }),
    ...options,
  });
  const enqueue = async (partition: number, ...numbers: number[]) => {
    for (const number of numbers) queues.enqueue({ partition, number });
    await turn();
  };
  return { queues, enqueue, batches, acked, failed };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('partitionQueues', () => {
  it('sends at once what is enqueued together, and the rest when the first is through', async () => {
    const { queues, enqueue, batches, acked } = queuesUnderTest();
    await enqueue(0, 1, 2);
    await enqueue(0, 3);
    await enqueue(0, 4, 5);
    expect(batches.map(({ numbers }) => numbers)).toEqual([[1, 2]]);
    expect(queues.pending).toBe(5);
    await batches[0]?.settle();
    expect(acked).toEqual([1, 2]);
    expect(batches.map(({ numbers }) => numbers)).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
    await batches[1]?.settle();
    expect(queues.pending).toBe(0);
  });

  it('lets one partition wait while another goes on', async () => {
    const { enqueue, batches, acked } = queuesUnderTest();
    await enqueue(0, 1);
    await enqueue(1, 2);
    await enqueue(0, 3);
    await batches[1]?.settle();
    await enqueue(1, 4);
    expect(batches.map(({ partition, numbers }) => [partition, ...numbers])).toEqual([
      [0, 1],
      [1, 2],
      [1, 4],
    ]);
    expect(acked).toEqual([2]);
  });

  it('lets a batch wait for its time, unless it is full', async () => {
    const { enqueue, batches } = queuesUnderTest({ lingerMs: 10_000, maxBatchMessages: 3 });
    const numbers = () => batches.map((batch) => batch.numbers);
    await enqueue(0, 1);
    await batches[0]?.settle();
    await enqueue(0, 2, 3);
    expect(numbers()).toEqual([[1]]);
    await enqueue(0, 4);
    expect(numbers()).toEqual([[1], [2, 3, 4]]);
  });

  it('sends what is not full when its time has come, and at once after a quiet while', async () => {
    const { enqueue, batches } = queuesUnderTest({ lingerMs: 20 });
    const numbers = () => batches.map((batch) => batch.numbers);
    await enqueue(0, 1);
    await batches[0]?.settle();
    await enqueue(0, 2);
    await vi.waitFor(() => expect(numbers()).toEqual([[1], [2]]));
    await batches[1]?.settle();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await enqueue(0, 3);
    expect(numbers()).toEqual([[1], [2], [3]]);
  });

  it('has the batches of all partitions leave together', async () => {
    const { enqueue, batches } = queuesUnderTest({ lingerMs: 20 });
    await enqueue(0, 1);
    await new Promise((resolve) => setTimeout(resolve, 10));
    await enqueue(1, 2);
    await batches[0]?.settle();
    await batches[1]?.settle();
    await enqueue(0, 3);
    await enqueue(1, 4);
    expect(batches).toHaveLength(2);
    await vi.waitFor(() => expect(batches).not.toHaveLength(2), { interval: 1 });
    expect(batches.slice(2).map(({ partition, numbers }) => [partition, ...numbers])).toEqual([
      [0, 3],
      [1, 4],
    ]);
  });

  it('keeps batches within their size', async () => {
    const { enqueue, batches } = queuesUnderTest({ maxBatchMessages: 3 });
    await enqueue(0, 1, 2, 3, 4, 5, 6, 7);
    await batches[0]?.settle();
    await batches[1]?.settle();
    expect(batches.map(({ numbers }) => numbers.length)).toEqual([3, 3, 1]);
  });

  it('reports a failed batch and goes on with the next', async () => {
    const { enqueue, batches, acked, failed } = queuesUnderTest();
    await enqueue(0, 1, 2);
    await enqueue(0, 3);
    await batches[0]?.settle(new Error('refused'));
    await batches[1]?.settle();
    expect(failed).toEqual([{ numbers: [1, 2], reason: 'refused' }]);
    expect(acked).toEqual([3]);
  });

  it('tells when there is room again', async () => {
    const { queues, enqueue, batches } = queuesUnderTest();
    await enqueue(0, 1, 2, 3);
    await enqueue(1, 4);
    let room = false;
    void queues.pendingBelow(2).then(() => (room = true));
    await batches[1]?.settle();
    expect(room).toBe(false);
    await batches[0]?.settle();
    expect(room).toBe(true);
    await queues.pendingBelow(1);
  });

  it('abandons what is queued and under way, and does not hear of it again', async () => {
    const { queues, enqueue, batches, acked, failed } = queuesUnderTest();
    await enqueue(0, 1);
    await enqueue(0, 2);
    await enqueue(1, 3);
    queues.abandon(new Error('gone'));
    expect(failed).toEqual([{ numbers: [1, 2, 3], reason: 'gone' }]);
    expect(queues.pending).toBe(0);
    await batches[0]?.settle();
    await batches[1]?.settle(new Error('too late'));
    expect(acked).toEqual([]);
    expect(failed).toHaveLength(1);
    expect(batches).toHaveLength(2);
  });

  it('refuses a partition that there is not', () => {
    const { queues } = queuesUnderTest();
    expect(() => queues.enqueue({ partition: 2, number: 1 })).toThrow(/no partition 2/);
  });
});
