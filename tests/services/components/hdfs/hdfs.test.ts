import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hdfs } from '../../../../src/services/components/hdfs/hdfs.js';
import { dataFolder } from '../../../../src/services/components/hdfs/settings.js';
import { startNameNode } from '../../../hdfs/name-node-server.js';
import { ownFolder } from '../../support.js';

const { signal } = new AbortController();

it.each([
  ['http://namenode:9870', { host: 'namenode', port: 9870 }],
  ['http://namenode', { host: 'namenode', port: 80 }],
  ['https://ada@namenode', { host: 'namenode', port: 443 }],
  ['http://[::1]:9870', { host: '::1', port: 9870 }],
])('%s takes connections at its port', (address, host) => expect(hdfs.hosts(address)).toEqual([host]));

describe('HDFS is ready', () => {
  const infoOf = (cluster: string) => ({ NameNodeInfo: { ClusterId: cluster, SoftwareVersion: '3.5.0' } });
  async function formatted(cluster: string): Promise<string> {
    const services = await ownFolder();
    const current = join(dataFolder(services, 'namenode'), 'current');
    await mkdir(current, { recursive: true });
    await writeFile(join(current, 'VERSION'), `clusterID=${cluster}\n`);
    return services;
  }

  it('when it keeps a file, which is removed again', async () => {
    await using server = await startNameNode();
    expect(await hdfs.isReady(server.address, { signal, servicesFolder: undefined })).toBe(true);
    expect(server.asked.map((each) => /op=(\w+)/.exec(each)?.[1])).toEqual([
      'CREATE',
      'CREATE',
      'OPEN',
      'OPEN',
      'DELETE',
    ]);
    expect(server.files.size).toBe(0);
  });

  it('and not when what is read is something else', async () => {
    await using server = await startNameNode();
    server.files.set = function (path) {
      return Map.prototype.set.call(this, path, 'another text') as typeof this;
    };
    expect(await hdfs.isReady(server.address, { signal, servicesFolder: undefined })).toBe(false);
  });

  it('and not before it is the one that was started, which the id of its cluster shows', async () => {
    await using server = await startNameNode(infoOf('CID-1'));
    const ask = async (cluster: string) =>
      hdfs.isReady(server.address, { signal, servicesFolder: await formatted(cluster) });
    expect(await ask('CID-2')).toBe(false);
    // Another project's server is not written to.
    expect(server.asked.every((each) => each.startsWith('/jmx'))).toBe(true);
    expect(await ask('CID-1')).toBe(true);
  });
});
