import { arch, cpus, release, totalmem, type as osType } from 'node:os';
import { join } from 'node:path';
import { packageVersion } from '../config/package-version.js';
import { PROJECT_ROOT } from '../config/paths.js';
import type { Settings } from '../config/settings.js';
import type { RunRecord, RunVersions } from '../runs/record.js';
import type { Services } from '../services/cluster.js';
import { classpathOf, javaVersion, versionOnClasspath } from '../services/jvm.js';

const installed = (name: string) => packageVersion(join(PROJECT_ROOT, 'node_modules', name));

/** Versions of everything that took part; the browser's is added when the report is printed. */
export async function collectVersions(
  settings: Settings,
  services: Services,
  spark: string,
): Promise<RunVersions> {
  const { kafkaIsEmbedded, sparkIsEmbedded } = services;
  return {
    streambook: packageVersion(PROJECT_ROOT),
    node: process.versions.node,
    java: kafkaIsEmbedded || sparkIsEmbedded ? await javaVersion(settings.java) : null,
    kafka: kafkaIsEmbedded
      ? versionOnClasspath(await classpathOf('kafka', settings.paths.setup), 'kafka_2.13')
      : null,
    spark,
    faker: installed('@faker-js/faker'),
    danfo: installed('danfojs-node'),
    vega: installed('vega'),
    chromium: null,
  };
}

export function describeMachine(): NonNullable<RunRecord['machine']> {
  const processors = cpus();
  return {
    os: `${osType()} ${release()} ${arch()}`,
    cpu: processors[0]?.model.trim() || 'unknown',
    cores: processors.length,
    memory_mb: Math.round(totalmem() / 2 ** 20),
  };
}
