import { describe, expect, it } from 'vitest';
import { COMPONENTS } from '../../../../src/services/components/index.js';
import {
  bootstrapServersOf,
  formatProgram,
  KAFKA_NODES,
  kafkaProgram,
  nodeProperties,
} from '../../../../src/services/components/kafka/node.js';
import { portNeedsOf } from '../../../../src/services/ports.js';

const ports = Object.fromEntries(portNeedsOf(COMPONENTS.kafka).map(({ name, usual }) => [name, usual]));
const [first, second, third] = KAFKA_NODES;

const propertiesOf = (node: (typeof KAFKA_NODES)[number]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    nodeProperties('/s', node, ports)
      .trimEnd()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

it('clients begin with the brokers, and not with the voter that is none', () => {
  expect(bootstrapServersOf(ports)).toBe('127.0.0.1:9092,127.0.0.1:9094');
  expect(bootstrapServersOf({ 'broker-2': 9094, 'controller-2': 9095 })).toBe('127.0.0.1:9094');
});

describe('the settings of a node', () => {
  it('name the same voters, at the ports where these listen', () => {
    const voters = '1@127.0.0.1:9093,2@127.0.0.1:9095,3@127.0.0.1:9097';
    for (const node of KAFKA_NODES) expect(propertiesOf(node)['controller.quorum.voters']).toBe(voters);
  });

  it('have clients sent to where the broker listens', () =>
    expect(propertiesOf(second)).toMatchObject({
      'process.roles': 'broker,controller',
      'node.id': '2',
      listeners: 'BROKER://127.0.0.1:9094,CONTROLLER://127.0.0.1:9095',
      'advertised.listeners': 'BROKER://127.0.0.1:9094',
      'log.dirs': '/s/broker-2/data',
    }));

  // Kafka refuses to start a controller that advertises the listener of a broker.
  it('have the lone controller listen to controllers alone', () => {
    const { listeners, ...others } = propertiesOf(third);
    expect(listeners).toBe('CONTROLLER://127.0.0.1:9097');
    expect(Object.keys(others)).not.toContain('advertised.listeners');
    expect(Object.values(others).filter((value) => value.includes('undefined'))).toEqual([]);
  });
});

describe('the programs of a node', () => {
  it('read its settings', () => {
    expect(kafkaProgram('/s', first, '/k.jar').args).toEqual(['/s/broker-1/server.properties']);
    const { args } = formatProgram('/s', third, '/k.jar', 'MjJYxs88gsu_MtH0kDsTsA');
    expect(args.slice(args.indexOf('--config'))).toEqual(['--config', '/s/controller-3/server.properties']);
    expect(args[args.indexOf('--cluster-id') + 1]).toBe('MjJYxs88gsu_MtH0kDsTsA');
  });

  it('share class archives, of which each has one process to leave it', () => {
    const archives = KAFKA_NODES.map((node) => kafkaProgram('/s', node, '/k.jar').archive);
    const kinds = new Set(archives.map((archive) => archive?.kind));
    const left = archives.filter((archive) => archive?.leaves).map((archive) => archive?.kind);
    expect(kinds.size).toBe(2);
    expect(new Set(left)).toEqual(kinds);
    expect(left).toHaveLength(kinds.size);
  });

  it('that share an archive have the same options, without which it would not fit', () => {
    const optionsOf = (node: (typeof KAFKA_NODES)[number]) =>
      kafkaProgram('/s', node, '/k.jar').jvmArgs.filter((option) => option.startsWith('-X'));
    expect(optionsOf(first)).toEqual(optionsOf(second));
  });
});
