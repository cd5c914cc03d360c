import type { Kafka } from 'kafkajs';
import { expect, it } from 'vitest';
import { kafkaClient } from '../../src/kafka/client.js';
import { brokerPlaces, partitionPlaces } from '../../src/kafka/topology.js';
import { startKafkaServer } from './support/kafka-server.js';

it('partitions report who leads them, and which copies are not behind', async () => {
  await using server = await startKafkaServer({ brokers: [1, 2, 3] });
  server.addTopic('events', [
    { leader: 2, replicas: [2, 3], isr: [3, 2] },
    { leader: -1, replicas: [1, 2], isr: [] },
  ]);
  expect(await partitionPlaces(kafkaClient(server), 'events')).toEqual([
    // The order of the replicas says who is to lead; that of those in sync says nothing.
    { partition: 0, leader: 2, replicas: [2, 3], in_sync: [2, 3] },
    { partition: 1, leader: null, replicas: [1, 2], in_sync: [] },
  ]);
});

it('brokers report where they are, by id', async () => {
  await using server = await startKafkaServer({ brokers: [3, 1] });
  const port = Number(server.bootstrapServers.split(':')[1]);
  expect(await brokerPlaces(kafkaClient(server))).toEqual([
    { id: 1, host: '127.0.0.1', port },
    { id: 3, host: '127.0.0.1', port },
  ]);
});

it('what is no client, or no name of a topic, is refused before anything is asked', async () => {
  await using server = await startKafkaServer();
  await expect(brokerPlaces({} as Kafka)).rejects.toThrow(
    /^brokerPlaces.*a Kafka client, such as sandbox\.kafka/,
  );
  await expect(partitionPlaces(kafkaClient(server), '')).rejects.toThrow(/^partitionPlaces.*topic/);
  expect(server.requests).toEqual([]);
});
