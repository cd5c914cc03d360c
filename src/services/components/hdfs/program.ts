import { join } from 'node:path';
import { PROJECT_ROOT } from '../../../config/paths.js';
import type { JvmProgram } from '../../jvm.js';
import { type HdfsNode, NAME_NODE, nodeFolder, settingsFile } from './settings.js';

const MAIN_CLASS = {
  namenode: 'org.apache.hadoop.hdfs.server.namenode.NameNode',
  datanode: 'org.apache.hadoop.hdfs.server.datanode.DataNode',
} as const satisfies Record<HdfsNode, string>;

const HEAP = { namenode: '-Xmx256m', datanode: '-Xmx192m' } as const satisfies Record<HdfsNode, string>;

/**
 * One of the two servers. It gets its settings as a file: with a folder on the class path, as Hadoop has it, the JVM
 * archives no classes.
 */
export function hdfsProgram(servicesFolder: string, node: HdfsNode, classpath: string): JvmProgram {
  return {
    kind: 'jvm',
    jvmArgs: [
      HEAP[node],
      '-XX:MaxMetaspaceSize=128m',
      '-XX:TieredStopAtLevel=1',
      '-XX:ReservedCodeCacheSize=64m',
      '-XX:MaxDirectMemorySize=128m',
      '-XX:+UseSerialGC',
      '-XX:+ExitOnOutOfMemoryError',
      '-Djava.awt.headless=true',
      `-Djava.io.tmpdir=${join(nodeFolder(servicesFolder, node), 'tmp')}`,
      `-Dlog4j2.configurationFile=${join(PROJECT_ROOT, 'conf', 'hdfs-log4j2.properties')}`,
    ],
    classpath,
    mainClass: MAIN_CLASS[node],
    args: ['-conf', settingsFile(servicesFolder, node)],
    archive: { kind: node, leaves: true },
  };
}

/** Makes an empty file system in a folder. */
export function formatProgram(servicesFolder: string, classpath: string, folderUrl: string): JvmProgram {
  const program = hdfsProgram(servicesFolder, NAME_NODE, classpath);
  return {
    ...program,
    args: [
      ...program.args,
      '-D',
      `dfs.namenode.name.dir=${folderUrl}`,
      '-format',
      '-force',
      '-nonInteractive',
    ],
  };
}
