import { expect, it } from 'vitest';
import { clusterHealth } from '../../src/kafka/health.js';
import { startKafkaServer } from './support/kafka-server.js';

it('a cluster reports its brokers, and which partitions have no leader or lack replicas', async () => {
  await using server = await startKafkaServer({ clusterId: 'a-cluster', brokers: [2, 1, 0], controller: 0 });
  server.addTopic('events', [
    { leader: 1, replicas: [1, 2], isr: [1, 2] },
    { leader: 2, replicas: [2, 1], isr: [2] },
    { leader: -1, replicas: [1, 2], isr: [1] },
  ]);
  // Ids begin at 0 in many clusters.
  server.addTopic('offsets', [{ leader: 0, replicas: [0], isr: [0] }]);
  expect(await clusterHealth(server.bootstrapServers)).toEqual({
    clusterId: 'a-cluster',
    brokers: [0, 1, 2],
    controller: 0,
    partitions: 4,
    withoutLeader: ['events-2'],
    underReplicated: ['events-1', 'events-2'],
  });
});

it('a cluster that elects has no controller', async () => {
  await using server = await startKafkaServer({ controller: -1 });
  expect(await clusterHealth(server.bootstrapServers)).toMatchObject({ controller: null, partitions: 0 });
});

it('the connections of the question are closed', async () => {
  await using server = await startKafkaServer();
  await clusterHealth(server.bootstrapServers);
  await expect.poll(server.connections).toBe(0);
});
