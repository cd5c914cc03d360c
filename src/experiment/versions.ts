import { arch, cpus, release, totalmem, type as osType } from 'node:os';
import { join } from 'node:path';
import { packageVersion } from '../config/package-version.js';
import { PROJECT_ROOT } from '../config/paths.js';
import type { Settings } from '../config/settings.js';
import type { RunRecord, RunVersions } from '../runs/record.js';
import { COMPONENTS } from '../services/components/index.js';
import type { Services } from '../services/services.js';
import { javaVersion } from '../services/jvm.js';

const installed = (name: string) => packageVersion(join(PROJECT_ROOT, 'node_modules', name));

/** Versions of everything that took part; the browser's is added when the report is printed. */
export async function collectVersions(
  settings: Settings,
  services: Services,
  spark: string,
): Promise<RunVersions> {
  const { kafka } = services;
  return {
    streambook: packageVersion(PROJECT_ROOT),
    node: process.versions.node,
    java: kafka.isEmbedded || services.spark.isEmbedded ? await javaVersion(settings.java) : null,
    kafka: kafka.isEmbedded ? await COMPONENTS.kafka.version(settings.paths.setup) : null,
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
