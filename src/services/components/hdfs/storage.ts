import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { firstLine, StreambookError } from '../../../core/errors.js';
import { readTextIfThere, writeFileWhole } from '../../../core/files.js';
import type { StartContext } from '../../component.js';
import { classpathOf, jvmCommandLine } from '../../jvm.js';
import { formatProgram } from './program.js';
import {
  DATA_NODE,
  dataFolder,
  type HdfsNode,
  NAME_NODE,
  nodeFolder,
  settingsFile,
  settingsXml,
} from './settings.js';

/** The cluster that a node's data belong to; undefined for a folder without any. */
export async function clusterOf(servicesFolder: string, node: HdfsNode): Promise<string | undefined> {
  const text = await readTextIfThere(join(dataFolder(servicesFolder, node), 'current', 'VERSION'));
  return /^clusterID=(.+)$/m.exec(text ?? '')?.[1];
}

/** Where a server looks for its pages, from its own folder on. In its jar it would first unpack all of the jar: 4 s. */
const PAGES = join('src', 'main', 'webapps');

async function prepareNode(node: HdfsNode, { settings: { paths }, ports }: StartContext): Promise<void> {
  const folder = nodeFolder(paths.services, node);
  await mkdir(join(folder, 'tmp'), { recursive: true });
  await writeFileWhole(settingsFile(paths.services, node), settingsXml(paths.services, node, ports));
  const pages = join(folder, PAGES);
  if (existsSync(pages)) return;
  await cp(join(paths.setup, 'hdfs-pages', 'webapps'), `${pages}.partial`, { recursive: true });
  await rename(`${pages}.partial`, pages);
}

/** Makes the NameNode's folder, and formats its data folder once. */
export async function prepareNameNode(context: StartContext): Promise<void> {
  await prepareNode(NAME_NODE, context);
  const { settings, signal } = context;
  const { services, setup } = settings.paths;
  const data = dataFolder(services, NAME_NODE);
  if (existsSync(data)) return;
  // It gets its name when it is whole: a format that was interrupted is done again.
  const partial = `${data}.partial`;
  await rm(partial, { recursive: true, force: true });
  const program = formatProgram(services, await classpathOf('hdfs', setup), pathToFileURL(partial).href);
  try {
    await promisify(execFile)(settings.java, [...jvmCommandLine(program, undefined)], { signal });
  } catch (error) {
    throw new StreambookError('HDFS_FORMAT_FAILED', `Cannot format HDFS: ${firstLine(error)}`, {
      cause: error,
    });
  }
  await rename(partial, data);
}

/**
 * Makes the DataNode's folder. Blocks of another cluster than the NameNode's are removed: with them the DataNode could
 * never join.
 */
export async function prepareDataNode(context: StartContext): Promise<void> {
  await prepareNode(DATA_NODE, context);
  const { services } = context.settings.paths;
  const [cluster, own] = [await clusterOf(services, NAME_NODE), await clusterOf(services, DATA_NODE)];
  if (own === undefined || own === cluster) return;
  context.reporter.line(
    `services: ${DATA_NODE} has blocks of another cluster (${own}); making a new data folder`,
  );
  await rm(dataFolder(services, DATA_NODE), { recursive: true });
}
