import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kafkaClient } from '../../src/kafka/client.js';
import { type IdempotentProducer, openIdempotentProducer } from '../../src/kafka/idempotent-producer.js';
import { encodeRecord } from '../../src/kafka/record-batch.js';
import { APPENDED_MS, KAFKA_ERROR, type KafkaServer, startKafkaServer } from './support/kafka-server.js';

let server: KafkaServer;
let producer: IdempotentProducer;
beforeEach(async () => {
  server = await startKafkaServer();
  server.addTopic('events', [{}, {}, {}], { 'message.timestamp.type': 'LogAppendTime' });
  producer = await openIdempotentProducer({ kafka: kafkaClient(server), topic: 'events' });
});
afterEach(async () => {
  await producer.close();
  await server[Symbol.asyncDispose]();
});

const records = (count: number) => Array.from({ length: count }, (_, n) => encodeRecord({ value: `${n}` }));
const highs = () => server.topics.get('events')?.partitions.map(({ high }) => Number(high));

it('it knows the partitions of its topic', () => expect(producer.partitionCount).toBe(3));

it('it numbers the records of each partition by themselves', async () => {
  await producer.send(0, records(3));
  await producer.send(1, records(5));
  await producer.send(0, records(2));
  expect(server.sent).toEqual([
    { partition: 0, producerId: 1n, firstSequence: 0, count: 3 },
    { partition: 1, producerId: 1n, firstSequence: 0, count: 5 },
    { partition: 0, producerId: 1n, firstSequence: 3, count: 2 },
  ]);
  expect(highs()).toEqual([5, 5, 0]);
});

it('batches of one turn for several partitions go in one request', async () => {
  await Promise.all([0, 1, 2].map((partition) => producer.send(partition, records(1))));
  expect(server.requests.filter((api) => api === 'Produce')).toHaveLength(1);
  expect(highs()).toEqual([1, 1, 1]);
});

it('it reports when the broker appended a batch, where the topic keeps that time', async () => {
  expect(await producer.send(0, records(1))).toBe(APPENDED_MS);
  server.addTopic('events', [{}]);
  expect(await producer.send(0, records(1))).toBeUndefined();
});

it('what a broker that leads no more did not take is sent again under the same numbers', async () => {
  await producer.send(0, records(2));
  server.fail('Produce', KAFKA_ERROR.notLeader);
  await producer.send(0, records(3));
  const again = { partition: 0, producerId: 1n, firstSequence: 2, count: 3 };
  expect(server.sent.slice(1)).toEqual([again, again]);
  expect(highs()).toEqual([5, 0, 0]);
});

it('one that may not write leaves no connection', async () => {
  await producer.close();
  server.fail('InitProducerId', KAFKA_ERROR.clusterAuthorizationFailed);
  const opening = openIdempotentProducer({ kafka: kafkaClient(server), topic: 'events' });
  await expect(opening).rejects.toThrow(/[Aa]uthoriz/);
  await expect.poll(server.connections).toBe(0);
});

describe('after a final failure', () => {
  beforeEach(async () => {
    await producer.send(0, records(2));
    server.fail('Produce', KAFKA_ERROR.policyViolation);
  });

  it('which batch failed is said', () =>
    expect(producer.send(0, records(1))).rejects.toMatchObject({
      code: 'SEND_FAILED',
      message: expect.stringMatching(/^partition 0 of events: ./) as string,
    }));

  it('nothing that is sent later can be taken for the failed batch', async () => {
    await producer.send(0, records(1)).catch(() => undefined);
    await producer.send(0, records(1));
    await producer.send(1, records(1));
    expect(server.sent.slice(2)).toEqual([
      { partition: 0, producerId: 2n, firstSequence: 0, count: 1 },
      { partition: 1, producerId: 2n, firstSequence: 0, count: 1 },
    ]);
  });

  it('the connections of the one before are closed with the rest', async () => {
    await producer.send(0, records(1)).catch(() => undefined);
    await producer.send(0, records(1));
    await producer.close();
    await expect.poll(server.connections).toBe(0);
  });
});
