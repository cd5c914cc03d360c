import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../config/settings.js';
import type { Reporter } from '../runtime/reporter.js';
import { classpathOf, type JvmProgram } from './jvm.js';
import { KAFKA_NODES, kafkaProgram } from './kafka-node.js';
import { clusterId, prepareKafkaNode } from './kafka-storage.js';
import type { ServicePorts } from './ports.js';
import { SPARK_NAME, sparkFolder, sparkProgram } from './spark-server.js';

interface LaunchDeps {
  readonly settings: Settings;
  readonly reporter: Reporter;
  readonly signal?: AbortSignal | undefined;
}

/** How one service is started. */
interface Launch {
  readonly name: string;
  readonly program: JvmProgram;
  readonly archiveKind: string;
  readonly recordsArchive: boolean;
  readonly prepare: () => Promise<void>;
}

/** How each embedded service is started; the caller takes those that are missing. */
export async function planLaunches(
  { settings, reporter, signal }: LaunchDeps,
  ports: ServicePorts,
): Promise<readonly Launch[]> {
  const { java, paths } = settings;
  const servicesFolder = paths.services;
  const classpaths = {
    kafka: await classpathOf('kafka', paths.setup),
    spark: await classpathOf('spark', paths.setup),
  };
  const cluster = await clusterId(servicesFolder);
  const kafka = KAFKA_NODES.map((node): Launch => {
    const program = kafkaProgram(servicesFolder, node, classpaths.kafka);
    return {
      name: node.name,
      program,
      archiveKind: node.id === 3 ? 'controller' : 'broker',
      recordsArchive: node.id !== 2,
      prepare: () =>
        prepareKafkaNode({
          ...{ java, servicesFolder, node, ports, reporter, signal },
          ...{ classpath: classpaths.kafka, clusterId: cluster },
        }),
    };
  });
  const spark: Launch = {
    name: SPARK_NAME,
    program: sparkProgram(servicesFolder, ports.spark, classpaths.spark),
    archiveKind: SPARK_NAME,
    recordsArchive: true,
    prepare: async () => void (await mkdir(join(sparkFolder(servicesFolder), 'tmp'), { recursive: true })),
  };
  return [...kafka, spark];
}
