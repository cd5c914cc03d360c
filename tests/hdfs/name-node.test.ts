import { expect, it } from 'vitest';
import { clusterIdOf, fileSystemOf } from '../../src/hdfs/name-node.js';
import { startNameNode } from './name-node-server.js';

it('a NameNode reports its cluster, and where clients of Hadoop find its file system', async () => {
  await using server = await startNameNode({
    NameNodeInfo: {
      name: 'Hadoop:service=NameNode,name=NameNodeInfo',
      ClusterId: 'CID-1',
      SoftwareVersion: '3.5.0',
    },
    NameNodeStatus: { State: 'active', HostAndPort: '127.0.0.1:8020' },
  });
  const address = server.address.replace('//', '//ada@');
  expect(await clusterIdOf(address)).toBe('CID-1');
  expect(await fileSystemOf(address)).toBe('hdfs://127.0.0.1:8020');
  expect(server.asked).toEqual([
    '/jmx?qry=Hadoop%3Aservice%3DNameNode%2Cname%3DNameNodeInfo',
    '/jmx?qry=Hadoop%3Aservice%3DNameNode%2Cname%3DNameNodeStatus',
  ]);
});

it.each([
  ['has no bean yet', {}],
  ['has one that is not whole', { NameNodeInfo: { SoftwareVersion: '3.5.0' } }],
])('a NameNode that %s is to be asked again', async (_, beans) => {
  await using server = await startNameNode(beans);
  await expect(clusterIdOf(server.address)).rejects.toMatchObject({
    code: 'HDFS_FAILED',
    retryable: true,
    message: `The NameNode at ${new URL(server.address).host} does not report its NameNodeInfo yet`,
  });
});

it('the signal ends the question', async () => {
  await using server = await startNameNode();
  await expect(clusterIdOf(server.address, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  expect(server.asked).toEqual([]);
});
