import { describe, expect, it } from 'vitest';
import { kafkaClient } from '../../src/kafka/client.js';
import {
  availableOffsets,
  describeTopic,
  ensureTopic,
  latestOffsets,
  removeTopics,
  requireTopic,
  withAdmin,
} from '../../src/kafka/topics.js';
import { KAFKA_ERROR, startKafkaServer } from './support/kafka-server.js';

const record = { value: 'x' };

it('an admin client is lent, and disconnected whatever happens', async () => {
  await using server = await startKafkaServer();
  const failing = withAdmin(kafkaClient(server), () => Promise.reject(new Error('no luck')));
  await expect(failing).rejects.toThrow('no luck');
  await expect.poll(server.connections).toBe(0);
});

describe('a topic that is made', () => {
  const layout = { partitions: 3, replication: 2 };

  it('has its layout, and brokers timestamp what is appended to it', async () => {
    await using server = await startKafkaServer({ brokers: [1, 2] });
    const kafka = kafkaClient(server);
    expect(await ensureTopic(kafka, 'events', layout)).toEqual({ partitions: 3, replication: 2 });
    expect(await describeTopic(kafka, 'events')).toEqual({
      name: 'events',
      partitions: 3,
      replication: 2,
      settings: { 'min.insync.replicas': '1', 'message.timestamp.type': 'LogAppendTime' },
    });
  });

  it('has one copy on each broker where there are fewer than copies', async () => {
    await using server = await startKafkaServer({ brokers: [1] });
    expect(await ensureTopic(kafkaClient(server), 'events', layout)).toEqual({
      partitions: 3,
      replication: 1,
    });
  });

  it('is used as it is when it is there', async () => {
    await using server = await startKafkaServer();
    server.addTopic('events', [{}]);
    expect(await ensureTopic(kafkaClient(server), 'events', layout)).toEqual({
      partitions: 1,
      replication: 1,
    });
    expect(server.requests).not.toContain('CreateTopics');
  });

  it('is waited for until every partition has a leader', async () => {
    await using server = await startKafkaServer();
    server.addTopic('events', [{}, { leader: -1 }]);
    let isMade = false;
    const making = ensureTopic(kafkaClient(server), 'events', layout).then(
      (state) => ((isMade = true), state),
    );
    await expect.poll(() => server.requests.filter((api) => api === 'Metadata').length).toBeGreaterThan(3);
    expect(isMade).toBe(false);
    server.addTopic('events', [{}, {}]);
    expect(await making).toEqual({ partitions: 2, replication: 1 });
  });

  it('and that Kafka refuses is reported with what Kafka says', async () => {
    await using server = await startKafkaServer();
    server.fail('CreateTopics', KAFKA_ERROR.topicAuthorizationFailed);
    await expect(ensureTopic(kafkaClient(server), 'events', layout)).rejects.toMatchObject({
      code: 'TOPIC_NOT_CREATED',
      message: expect.stringMatching(
        /^Kafka did not create topic events: .*[Aa]uthoriz.*; its user must be allowed to create and delete events$/,
      ) as string,
    });
  });
});

it('of topics those are removed that are there', async () => {
  await using server = await startKafkaServer();
  for (const name of ['a', 'b', 'c']) server.addTopic(name, [{}]);
  const kafka = kafkaClient(server);
  expect(await removeTopics(kafka, ['a', 'gone', 'c'])).toEqual(['a', 'c']);
  expect([...server.topics.keys()]).toEqual(['b']);
  expect(await removeTopics(kafka, ['gone'])).toEqual([]);
  expect(server.requests.filter((api) => api === 'DeleteTopics')).toHaveLength(1);
});

it('a missing topic is reported with those that there are, but for those of Kafka', async () => {
  await using server = await startKafkaServer();
  for (const name of ['events', 'readings', '__consumer_offsets']) server.addTopic(name, [{}]);
  const kafka = kafkaClient(server);
  await expect(withAdmin(kafka, (admin) => requireTopic(admin, 'event', 100))).rejects.toMatchObject({
    code: 'NO_TOPIC',
    message: 'There is no topic "event". Did you mean "events"? There are events, readings',
  });
  // The broker that is asked may hear of it a moment later.
  const waiting = withAdmin(kafka, (admin) => requireTopic(admin, 'late'));
  server.addTopic('late', [{}]);
  await waiting;
});

describe('offsets', () => {
  it('are where each partition begins and ends, beyond what a number holds', async () => {
    await using server = await startKafkaServer();
    server.addTopic('events', [{}, { low: 2n ** 60n }, { low: 5n }]);
    server.append('events', 0, record, record);
    server.append('events', 1, record);
    const kafka = kafkaClient(server);
    expect(await withAdmin(kafka, (admin) => availableOffsets(admin, 'events'))).toEqual([
      { partition: 0, low: 0n, high: 2n },
      { partition: 1, low: 2n ** 60n, high: 2n ** 60n + 1n },
      { partition: 2, low: 5n, high: 5n },
    ]);
    expect(await latestOffsets(kafka, 'events')).toEqual(
      new Map([
        [0, 2n],
        [1, 2n ** 60n + 1n],
        [2, 5n],
      ]),
    );
  });

  it('are asked for again while a partition has lost its leader', async () => {
    await using server = await startKafkaServer();
    server.addTopic('events', [{}]);
    server.fail('ListOffsets', KAFKA_ERROR.leaderNotAvailable, KAFKA_ERROR.leaderNotAvailable);
    expect(await latestOffsets(kafkaClient(server), 'events')).toEqual(new Map([[0, 0n]]));
  });

  it('that may not be read are not asked for again', async () => {
    await using server = await startKafkaServer();
    server.addTopic('events', [{}]);
    server.fail('ListOffsets', KAFKA_ERROR.topicAuthorizationFailed);
    await expect(latestOffsets(kafkaClient(server), 'events')).rejects.toMatchObject({
      code: 'KAFKA_FORBIDDEN',
      message: expect.stringMatching(/^Kafka does not let its user see the offsets of events: ./) as string,
    });
    expect(server.requests.filter((api) => api === 'ListOffsets')).toHaveLength(1);
  });
});
