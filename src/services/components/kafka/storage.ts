import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { firstLine, StreambookError } from '../../../core/errors.js';
import { readTextIfThere, writeFileWhole } from '../../../core/files.js';
import type { Reporter } from '../../../core/reporter.js';
import type { Ports } from '../../component.js';
import { jvmCommandLine } from '../../jvm.js';
import {
  formatProgram,
  KAFKA_NODES,
  type KafkaNode,
  nodeConfigFile,
  nodeFolder,
  nodeProperties,
} from './node.js';

export const dataFolder = (servicesFolder: string, node: KafkaNode) =>
  join(nodeFolder(servicesFolder, node), 'data');

/** The cluster that a node's data folder was formatted for; undefined for a folder that is not formatted. */
async function formattedFor(servicesFolder: string, node: KafkaNode): Promise<string | undefined> {
  const text = await readTextIfThere(join(dataFolder(servicesFolder, node), 'meta.properties'));
  return /^cluster\.id=(.+)$/m.exec(text ?? '')?.[1];
}

/**
 * The cluster's id, made once: 16 random bytes in URL-safe base 64 (org.apache.kafka.common.Uuid). Should its file be
 * gone, the data folders still know it.
 */
export async function clusterId(servicesFolder: string): Promise<string> {
  const file = join(servicesFolder, 'cluster-id');
  const known = (await readTextIfThere(file))?.trim();
  if (known) return known;
  const formatted = await Promise.all(KAFKA_NODES.map((node) => formattedFor(servicesFolder, node)));
  const id = formatted.find((found) => found !== undefined) ?? randomId();
  await writeFileWhole(file, `${id}\n`);
  return id;
}

/** Kafka reads an id that starts with a dash as an option. */
function randomId(): string {
  for (;;) {
    const id = randomBytes(16).toString('base64url');
    if (!id.startsWith('-')) return id;
  }
}

/**
 * Writes a node's settings and, when its data folder is new, formats it for the cluster. A folder that was formatted
 * for another cluster is emptied first: with it the node could never join, yet would ask the others without end.
 */
export async function prepareKafkaNode(options: {
  readonly java: string;
  readonly servicesFolder: string;
  readonly node: KafkaNode;
  readonly ports: Ports;
  readonly classpath: string;
  readonly clusterId: string;
  readonly reporter: Reporter;
  readonly signal?: AbortSignal | undefined;
}): Promise<void> {
  const { java, servicesFolder, node, ports, classpath, reporter, signal } = options;
  await mkdir(nodeFolder(servicesFolder, node), { recursive: true });
  await writeFileWhole(nodeConfigFile(servicesFolder, node), nodeProperties(servicesFolder, node, ports));
  // Kafka writes meta.properties last, so a format that was interrupted is done again.
  const formatted = await formattedFor(servicesFolder, node);
  if (formatted === options.clusterId) return;
  if (formatted !== undefined) {
    reporter.line(
      `services: ${node.name} was formatted for another cluster (${formatted}); making a new data folder`,
    );
    await rm(dataFolder(servicesFolder, node), { recursive: true });
  }
  const program = formatProgram(servicesFolder, node, classpath, options.clusterId);
  try {
    await promisify(execFile)(java, [...jvmCommandLine(program, undefined)], { signal });
  } catch (error) {
    throw new StreambookError(
      'KAFKA_FORMAT_FAILED',
      `Cannot format the data folder of ${node.name}: ${firstLine(error)}`,
      {
        cause: error,
      },
    );
  }
}
