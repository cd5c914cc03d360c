import { randomUUID } from 'node:crypto';
import { clusterIdOf } from '../../../hdfs/name-node.js';
import { type HdfsAddress, webHdfs } from '../../../hdfs/web-hdfs.js';
import { type Component, isLostWithout, type StartContext } from '../../component.js';
import { classpathOf, versionOnClasspath } from '../../jvm.js';
import { LOOPBACK } from '../../ports.js';
import { bareHost } from '../../tcp.js';
import { hdfsProgram } from './program.js';
import { DATA_NODE, type HdfsNode, NAME_NODE, PORT } from './settings.js';
import { clusterOf, prepareDataNode, prepareNameNode } from './storage.js';

const programOf =
  (node: HdfsNode) =>
  async ({ settings: { paths } }: StartContext) =>
    hdfsProgram(paths.services, node, await classpathOf('hdfs', paths.setup));

/** Of this process alone, since others may look at the same time. */
const PROBE = `/tmp/streambook-ready-${randomUUID()}`;

/** URLs leave these out. */
const USUAL_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** A NameNode and a DataNode. */
export const hdfs: Component<HdfsAddress> = {
  name: 'hdfs',
  title: 'HDFS',
  processes: [
    {
      name: NAME_NODE,
      ports: [
        { name: PORT.web, usual: 9870, askedAt: 0 },
        { name: PORT.rpc, usual: 8020, askedAt: 1 },
      ],
      program: programOf(NAME_NODE),
    },
    {
      name: DATA_NODE,
      ports: [
        { name: PORT.dataWeb, usual: 9864 },
        { name: PORT.data, usual: 9866 },
        { name: PORT.dataIpc, usual: 9867 },
        { name: PORT.dataProxy, usual: 9863 },
      ],
      dependsOn: [NAME_NODE],
      prepare: prepareDataNode,
      program: programOf(DATA_NODE),
    },
  ],
  diskMb: 20,
  download: { megabytes: 150, diskMb: 150 },
  // Before the DataNode is prepared: the format decides which blocks that one may keep.
  prepare: prepareNameNode,
  address: (ports) => Promise.resolve(`http://${LOOPBACK}:${ports[PORT.web]}`),
  hosts(address) {
    const { hostname, port, protocol } = new URL(address);
    return [{ host: bareHost(hostname), port: Number(port || USUAL_PORTS[protocol]) }];
  },
  server: 'NameNode with WebHDFS',
  readyWhen: 'keeps a file',
  async isReady(address, { signal, servicesFolder }) {
    if (servicesFolder !== undefined) {
      const cluster = await clusterIdOf(address, signal);
      if (cluster !== (await clusterOf(servicesFolder, NAME_NODE))) return false;
    }
    const files = webHdfs(address, { signal });
    await files.write(PROBE, PROBE);
    const kept = (await files.read(PROBE)).toString() === PROBE;
    return (await files.remove(PROBE)) && kept;
  },
  isLost: isLostWithout(NAME_NODE, DATA_NODE),
  version: async (setupFolder) =>
    versionOnClasspath(await classpathOf('hdfs', setupFolder), 'hadoop-client-minicluster'),
};
