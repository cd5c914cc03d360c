import { clusterHealth, type ClusterHealth } from '../../../kafka/health.js';
import type { Component, ServiceProcess, StartContext } from '../../component.js';
import { classpathOf, versionOnClasspath } from '../../jvm.js';
import { parseTcp } from '../../tcp.js';
import { bootstrapServersOf, KAFKA_NODES, type KafkaNode, kafkaProgram, portNames } from './node.js';
import { clusterId, prepareKafkaNode } from './storage.js';

const BROKERS = KAFKA_NODES.filter(({ roles }) => roles.startsWith('broker'));
const QUORUM = Math.floor(KAFKA_NODES.length / 2) + 1;
/** The voter that is no broker. */
const LONE_CONTROLLERS = KAFKA_NODES.filter(({ roles }) => roles === 'controller').map(({ name }) => name);

const USUAL_PORTS = [9092, 9094, 9096];

function processOf(node: KafkaNode, index: number): ServiceProcess {
  const isBroker = node.roles !== 'controller';
  const names = portNames(node);
  const usual = USUAL_PORTS[index] ?? 0;
  return {
    name: node.name,
    ports: [
      ...(isBroker ? [{ name: names.broker, usual, askedAt: index }] : []),
      { name: names.controller, usual: usual + 1 },
    ],
    // Brokers hand their leaderships over before they end, and need a quorum for it: the lone controller stays until one
    // of them is gone. The last leader of the quorum waits five seconds for a successor, as Kafka has it.
    ...(isBroker ? { dependsOn: LONE_CONTROLLERS } : { stopsAfter: 'one' }),
    async prepare({ settings, reporter, signal, ports }) {
      const { java, paths } = settings;
      await prepareKafkaNode({
        java,
        node,
        ports,
        reporter,
        signal,
        servicesFolder: paths.services,
        classpath: await classpathOf('kafka', paths.setup),
        clusterId: await clusterId(paths.services),
      });
    },
    program: async ({ settings: { paths } }: StartContext) =>
      kafkaProgram(paths.services, node, await classpathOf('kafka', paths.setup)),
  };
}

/** A leader for every partition is enough: replicas that were down catch up while work goes on. */
const hasLeaders = (health: ClusterHealth) =>
  health.brokers.length >= BROKERS.length && health.controller !== null && health.withoutLeader.length === 0;

/** Two brokers and a third voter. */
export const kafka: Component<string> = {
  name: 'kafka',
  title: 'Kafka',
  processes: KAFKA_NODES.map(processOf),
  diskMb: 50,
  async prepare({ settings }) {
    await clusterId(settings.paths.services);
  },
  address: (ports) => Promise.resolve(bootstrapServersOf(ports)),
  hosts: (servers) => servers.split(',').map(parseTcp),
  server: 'Kafka broker',
  readyWhen: 'has two brokers and a leader for every partition',
  async isReady(servers, { signal, servicesFolder }) {
    if (servicesFolder === undefined) return (await clusterHealth(servers, signal)).brokers.length > 0;
    const cluster = await clusterId(servicesFolder);
    // Each broker is asked: one that has just died is in the others' list for seconds.
    const views = await Promise.all(servers.split(',').map((broker) => clusterHealth(broker, signal)));
    return views.every((view) => view.clusterId === cluster && hasLeaders(view));
  },
  /** Without a broker, or without a majority of the voters, it takes no message. */
  isLost(alive) {
    const voters = KAFKA_NODES.filter(({ name }) => alive.has(name));
    return voters.length < QUORUM || !BROKERS.some(({ name }) => alive.has(name));
  },
  version: async (setupFolder) => versionOnClasspath(await classpathOf('kafka', setupFolder), 'kafka_2.13'),
};
