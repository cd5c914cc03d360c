import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kafka } from '../../../../src/services/components/kafka/kafka.js';
import { type KafkaServerOptions, startKafkaServer } from '../../../kafka/support/kafka-server.js';
import { ownFolder } from '../../support.js';

const check = (servicesFolder?: string) => ({ signal: new AbortController().signal, servicesFolder });

it('an address is that of every broker', () =>
  expect(kafka.hosts('a:9092, [::1]:9094')).toEqual([
    { host: 'a', port: 9092 },
    { host: '::1', port: 9094 },
  ]));

it.each([
  ['broker-1 broker-2 controller-3', false],
  ['broker-1 broker-2', false],
  // One broker, and two of three voters.
  ['broker-1 controller-3', false],
  ['broker-2 controller-3', false],
  ['broker-1', true],
  ['controller-3', true],
  ['', true],
])('with "%s" it is lost: %s', (alive, isLost) =>
  expect(kafka.isLost(new Set(alive.split(' ')))).toBe(isLost),
);

describe('embedded Kafka is ready', () => {
  const whole = { clusterId: 'MjJYxs88gsu_MtH0kDsTsA', brokers: [1, 2], controller: 1 };
  /** Asks two brokers, of which the second sees something else than the first. */
  async function ask(second: KafkaServerOptions, leader = 1): Promise<boolean> {
    const services = await ownFolder();
    await writeFile(join(services, 'cluster-id'), `${whole.clusterId}\n`);
    await using one = await startKafkaServer(whole);
    await using other = await startKafkaServer({ ...whole, ...second });
    other.addTopic('events', [{ leader, replicas: [1, 2], isr: [1] }]);
    const servers = `${one.bootstrapServers},${other.bootstrapServers}`;
    return await kafka.isReady(servers, check(services));
  }

  it('when both brokers see a leader for every partition, while replicas still catch up', async () =>
    expect(await ask({})).toBe(true));

  it.each<[string, KafkaServerOptions, number?]>([
    ['one broker misses the other', { brokers: [2] }],
    ['one broker knows no controller', { controller: -1 }],
    ['a partition has no leader', {}, -1],
    ['one is of the cluster of another project', { clusterId: 'AAAAAAAAAAAAAAAAAAAAAA' }],
  ])('and not while %s', async (_, second, leader) => expect(await ask(second, leader)).toBe(false));
});

it('Kafka of others is ready when a broker answers', async () => {
  await using server = await startKafkaServer({ brokers: [7] });
  expect(await kafka.isReady(server.bootstrapServers, check())).toBe(true);
});
