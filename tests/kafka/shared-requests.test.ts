import kafkajs, { type ProducerRecord, type RecordMetadata } from 'kafkajs';
import { expect, test } from 'vitest';
import { sharedRequests } from '../../src/kafka/shared-requests.js';

type Answer = (partitions: readonly number[]) => readonly number[];

/** A producer whose brokers answer for the partitions that the test says; partitions 0, 2, 4 have another leader than 1, 3, 5. */
function requestsUnderTest(answer: Answer = (partitions) => partitions) {
  const sent: (readonly number[])[] = [];
  const send = async ({ messages }: ProducerRecord): Promise<RecordMetadata[]> => {
    const partitions = messages.map(({ partition = NaN }) => partition);
    sent.push(partitions);
    await Promise.resolve();
    return answer(partitions).map((partition) => ({ topicName: 'readings', partition, errorCode: 0 }));
  };
  const sendBatch = sharedRequests({
    producer: { send },
    topic: 'readings',
    leaderOf: (partition) => partition % 2,
  });
  const sendAll = (...partitions: number[]) =>
    Promise.allSettled(
      partitions.map(async (partition) => {
        const batch = { partition, value: null, records: [], firstSequence: 0 };
        return (await sendBatch(batch)).partition;
      }),
    );
  return { sent, sendAll };
}

const fulfilled = (...values: number[]) => values.map((value) => ({ status: 'fulfilled', value }));

const exceeded = () =>
  new kafkajs.KafkaJSNumberOfRetriesExceeded(new Error('gone'), { retryCount: 3, retryTime: 100 });

test('batches of one turn go in one request to each leader', async () => {
  const { sent, sendAll } = requestsUnderTest();
  expect(await sendAll(0, 1, 2, 5)).toEqual(fulfilled(0, 1, 2, 5));
  expect(await sendAll(3)).toEqual(fulfilled(3));
  expect(sent).toEqual([[0, 2], [1, 5], [3]]);
});

test('a partition that the answer lacks is sent again by itself', async () => {
  const { sent, sendAll } = requestsUnderTest((partitions) => partitions.slice(0, 1));
  expect(await sendAll(0, 2, 4)).toEqual(fulfilled(0, 2, 4));
  expect(sent).toEqual([[0, 2, 4], [2], [4]]);
});

test('a batch that is refused takes no other with it', async () => {
  const { sent, sendAll } = requestsUnderTest((partitions) => {
    if (partitions.includes(2)) throw new kafkajs.KafkaJSProtocolError('too large');
    return partitions;
  });
  const [first, refused, last] = await sendAll(0, 2, 4);
  expect([first, last]).toEqual(fulfilled(0, 4));
  expect(refused).toMatchObject({ status: 'rejected', reason: { message: 'too large' } });
  expect(sent).toEqual([[0, 2, 4], [0], [2], [4]]);
});

test('brokers that were tried for long enough are not asked again for each batch', async () => {
  const { sent, sendAll } = requestsUnderTest(() => {
    throw exceeded();
  });
  const outcomes = await sendAll(1, 3);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(sent).toEqual([[1, 3]]);
});
