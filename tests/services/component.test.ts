import { expect, it } from 'vitest';
import { isLostWithout, isOf, portsOf } from '../../src/services/component.js';
import { COMPONENTS } from '../../src/services/components/index.js';

it('a component is lost once one of those is gone without which it cannot work', () => {
  const isLost = isLostWithout('store', 'index');
  expect(isLost(new Set(['store', 'index', 'pages']))).toBe(false);
  expect(isLost(new Set(['store', 'pages']))).toBe(true);
  expect(isLost(new Set())).toBe(true);
});

it('the ports of a component are those of its own processes', () => {
  const running = [
    { name: 'namenode', ports: { 'namenode-web': 9870, 'namenode-rpc': 8020 } },
    { name: 'spark', ports: { spark: 15_002 } },
    { name: 'datanode', ports: { 'datanode-web': 9864 } },
  ];
  expect(running.filter((each) => isOf(COMPONENTS.hdfs, each)).map(({ name }) => name)).toEqual([
    'namenode',
    'datanode',
  ]);
  expect(portsOf(COMPONENTS.hdfs, running)).toEqual({
    'namenode-web': 9870,
    'namenode-rpc': 8020,
    'datanode-web': 9864,
  });
  expect(portsOf(COMPONENTS.mysql, running)).toEqual({});
});
