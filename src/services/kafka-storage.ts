import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { firstLine, StreambookError } from '../runtime/errors.js';
import { readTextIfThere, writeFileWhole } from '../runtime/files.js';
import { jvmCommandLine } from './jvm.js';
import { formatProgram, type KafkaNode, nodeConfigFile, nodeFolder, nodeProperties } from './kafka-node.js';
import type { ServicePorts } from './ports.js';

/** The cluster's id, made once: 16 random bytes in URL-safe base 64 (org.apache.kafka.common.Uuid). */
export async function clusterId(servicesFolder: string): Promise<string> {
  const file = join(servicesFolder, 'cluster-id');
  const known = (await readTextIfThere(file))?.trim();
  if (known) return known;
  // Kafka reads an id that starts with a dash as an option.
  let fresh = randomBytes(16).toString('base64url');
  while (fresh.startsWith('-')) fresh = randomBytes(16).toString('base64url');
  await writeFileWhole(file, `${fresh}\n`);
  return fresh;
}

/** Writes a node's settings and, when its data folder is new, formats it for the cluster. */
export async function prepareKafkaNode(options: {
  readonly java: string;
  readonly servicesFolder: string;
  readonly node: KafkaNode;
  readonly ports: ServicePorts;
  readonly classpath: string;
  readonly clusterId: string;
  readonly signal?: AbortSignal | undefined;
}): Promise<void> {
  const { java, servicesFolder, node, ports, classpath, signal } = options;
  await mkdir(nodeFolder(servicesFolder, node), { recursive: true });
  await writeFileWhole(nodeConfigFile(servicesFolder, node), nodeProperties(servicesFolder, node, ports));
  // Kafka writes meta.properties last, so a format that was interrupted is done again.
  if (existsSync(join(nodeFolder(servicesFolder, node), 'data', 'meta.properties'))) return;
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
