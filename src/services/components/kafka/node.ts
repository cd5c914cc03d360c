import { join } from 'node:path';
import { PROJECT_ROOT } from '../../../config/paths.js';
import type { Ports } from '../../component.js';
import type { JvmProgram } from '../../jvm.js';
import { LOOPBACK } from '../../ports.js';

/** Three voters, so that the quorum outlives any one of them; two of them are brokers too. */
export const KAFKA_NODES = [
  { id: 1, name: 'broker-1', roles: 'broker,controller' },
  { id: 2, name: 'broker-2', roles: 'broker,controller' },
  { id: 3, name: 'controller-3', roles: 'controller' },
] as const;
export type KafkaNode = (typeof KAFKA_NODES)[number];

/** Log, data and settings of a node lie under its own folder. */
export const nodeFolder = (servicesFolder: string, node: KafkaNode) => join(servicesFolder, node.name);
export const nodeConfigFile = (servicesFolder: string, node: KafkaNode) =>
  join(nodeFolder(servicesFolder, node), 'server.properties');

/** How a node's ports are called. */
export const portNames = ({ id }: KafkaNode) => ({ broker: `broker-${id}`, controller: `controller-${id}` });

export function bootstrapServersOf(ports: Ports): string {
  return KAFKA_NODES.flatMap((node) => ports[portNames(node).broker] ?? [])
    .map((port) => `${LOOPBACK}:${port}`)
    .join(',');
}

/** The node's settings. Voters are static, so that ports may differ from one start to the next. */
export function nodeProperties(servicesFolder: string, node: KafkaNode, ports: Ports): string {
  const brokerPort = ports[portNames(node).broker];
  const controllerPort = (voter: KafkaNode) => ports[portNames(voter).controller];
  const controllerListener = `CONTROLLER://${LOOPBACK}:${controllerPort(node)}`;
  const brokerListener = `BROKER://${LOOPBACK}:${brokerPort}`;
  const properties = {
    'process.roles': node.roles,
    'node.id': node.id,
    'controller.quorum.voters': KAFKA_NODES.map(
      (voter) => `${voter.id}@${LOOPBACK}:${controllerPort(voter)}`,
    ).join(','),
    'controller.listener.names': 'CONTROLLER',
    listeners: brokerPort === undefined ? controllerListener : `${brokerListener},${controllerListener}`,
    'listener.security.protocol.map': 'BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': join(nodeFolder(servicesFolder, node), 'data'),
    ...(brokerPort === undefined
      ? {}
      : { 'advertised.listeners': brokerListener, 'inter.broker.listener.name': 'BROKER' }),
    'auto.create.topics.enable': false,
    'default.replication.factor': 2,
    'min.insync.replicas': 1,
    'offsets.topic.replication.factor': 2,
    'offsets.topic.num.partitions': 6,
    'transaction.state.log.replication.factor': 2,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 6,
    'share.coordinator.state.topic.replication.factor': 2,
    'share.coordinator.state.topic.min.isr': 1,
    'share.coordinator.state.topic.num.partitions': 6,
    // One consumer a group is usual here: nobody else is waited for.
    'group.initial.rebalance.delay.ms': 0,
    // After a start the broker that was ready first leads everything; share the work at once, not after five minutes.
    'leader.imbalance.check.interval.seconds': 1,
    'leader.imbalance.per.broker.percentage': 0,
    // Until its session has ended, a broker that died keeps its leaderships, and nobody can write to or read from these
    // partitions: Kafka's 9 s are most of the gap that readers see. A broker that was merely stopped for so long, by a
    // collection or a busy machine, hands its leaderships over and takes them back a second later.
    'broker.session.timeout.ms': 3000,
    'broker.heartbeat.interval.ms': 500,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'log.segment.bytes': 256 * 1024 * 1024,
    // The topic of a run is removed at its end: its disk space is free at once, not after a minute.
    'log.segment.delete.delay.ms': 1000,
  };
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

function jvmArgs(node: KafkaNode): readonly string[] {
  return [
    node.id === 3 ? '-Xmx192m' : '-Xmx512m',
    '-XX:MaxMetaspaceSize=128m',
    // C1 alone: a broker is ready sooner, and C2 would take a core from Spark.
    '-XX:TieredStopAtLevel=1',
    '-XX:ReservedCodeCacheSize=64m',
    '-XX:MaxDirectMemorySize=128m',
    '-XX:+UseSerialGC',
    '-XX:+ExitOnOutOfMemoryError',
    '-Djava.awt.headless=true',
    `-Dlog4j2.configurationFile=${join(PROJECT_ROOT, 'conf', 'kafka-log4j2.properties')}`,
  ];
}

export function kafkaProgram(servicesFolder: string, node: KafkaNode, classpath: string): JvmProgram {
  return {
    kind: 'jvm',
    jvmArgs: jvmArgs(node),
    classpath,
    mainClass: 'kafka.Kafka',
    args: [nodeConfigFile(servicesFolder, node)],
    archive: { kind: node.roles === 'controller' ? 'controller' : 'broker', leaves: node.id !== 2 },
  };
}

/** Prepares a node's empty data folder for a cluster. Leaves a folder that is already prepared as it is. */
export function formatProgram(
  servicesFolder: string,
  node: KafkaNode,
  classpath: string,
  clusterId: string,
): JvmProgram {
  return {
    kind: 'jvm',
    jvmArgs: ['-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', jvmArgs(node).at(-1) ?? ''],
    classpath,
    mainClass: 'kafka.tools.StorageTool',
    args: [
      'format',
      '--ignore-formatted',
      '--cluster-id',
      clusterId,
      '--config',
      nodeConfigFile(servicesFolder, node),
    ],
  };
}
