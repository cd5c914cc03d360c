import { userInfo } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { escapeHtml } from '../../../core/html.js';
import type { Ports } from '../../component.js';
import { LOOPBACK } from '../../ports.js';

export const NAME_NODE = 'namenode';
export const DATA_NODE = 'datanode';
export type HdfsNode = typeof NAME_NODE | typeof DATA_NODE;

/** The names of the ports. */
export const PORT = {
  /** Pages and WebHDFS of the NameNode: what HDFS_URL names. */
  web: 'namenode-web',
  /** Where Hadoop's clients ask for files. */
  rpc: 'namenode-rpc',
  dataWeb: 'datanode-web',
  data: 'datanode-data',
  dataIpc: 'datanode-ipc',
  dataProxy: 'datanode-proxy',
} as const;

export const nodeFolder = (servicesFolder: string, node: HdfsNode) => join(servicesFolder, node);
export const dataFolder = (servicesFolder: string, node: HdfsNode) =>
  join(nodeFolder(servicesFolder, node), 'data');
export const settingsFile = (servicesFolder: string, node: HdfsNode) =>
  join(nodeFolder(servicesFolder, node), 'hdfs-site.xml');

/** Settings of both servers. All is on one machine, so one copy of a block has to do. */
function hdfsSettings(
  servicesFolder: string,
  node: HdfsNode,
  ports: Ports,
): Readonly<Record<string, unknown>> {
  const at = (name: string) => `${LOOPBACK}:${ports[name]}`;
  const urlOf = (of: HdfsNode) => pathToFileURL(dataFolder(servicesFolder, of)).href;
  return {
    'fs.defaultFS': `hdfs://${at(PORT.rpc)}`,
    'dfs.namenode.rpc-address': at(PORT.rpc),
    'dfs.namenode.http-address': at(PORT.web),
    'dfs.namenode.name.dir': urlOf(NAME_NODE),
    'dfs.datanode.data.dir': urlOf(DATA_NODE),
    'dfs.datanode.address': at(PORT.data),
    'dfs.datanode.http.address': at(PORT.dataWeb),
    'dfs.datanode.http.internal-proxy.port': ports[PORT.dataProxy],
    'dfs.datanode.ipc.address': at(PORT.dataIpc),
    // By its own name, clients would be sent to an address that it does not listen on.
    'dfs.datanode.hostname': LOOPBACK,
    'dfs.client.use.datanode.hostname': true,
    'dfs.namenode.datanode.registration.ip-hostname-check': false,
    'dfs.replication': 1,
    'dfs.permissions.enabled': false,
    'hadoop.http.staticuser.user': userInfo().username,
    'hadoop.tmp.dir': join(nodeFolder(servicesFolder, node), 'tmp'),
    // A start is over when the blocks are known, not half a minute later.
    'dfs.namenode.safemode.extension': 0,
    // A DataNode that died is taken for dead after 20 s instead of ten minutes.
    'dfs.heartbeat.interval': 1,
    'dfs.namenode.heartbeat.recheck-interval': 5000,
    // The DataNode starts beside the NameNode, and asks for it often.
    'ipc.client.connect.retry.interval': 100,
    'ipc.client.connect.max.retries': 600,
    'dfs.namenode.handler.count': 4,
    'dfs.datanode.handler.count': 4,
    'dfs.datanode.max.transfer.threads': 256,
  };
}

/** The settings as Hadoop reads them. */
export function settingsXml(servicesFolder: string, node: HdfsNode, ports: Ports): string {
  const properties = Object.entries(hdfsSettings(servicesFolder, node, ports)).map(
    ([name, value]) =>
      `  <property><name>${name}</name><value>${escapeHtml(String(value))}</value></property>\n`,
  );
  return `<configuration>\n${properties.join('')}</configuration>\n`;
}
