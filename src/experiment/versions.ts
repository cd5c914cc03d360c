import { join } from 'node:path';
import { packageVersion } from '../config/package-version.js';
import { PROJECT_ROOT } from '../config/paths.js';
import type { ComponentName } from '../config/service-variables.js';
import type { Settings } from '../config/settings.js';
import type { RunVersions } from '../runs/record.js';
import { COMPONENTS } from '../services/components/index.js';
import type { Services } from '../services/services.js';
import { javaVersion } from '../services/jvm.js';
import type { Pipeline } from './pipeline.js';

const installed = (name: string) => packageVersion(join(PROJECT_ROOT, 'node_modules', name));

/** Versions of everything that takes part; the browser's is added when the report is printed. */
export async function collectVersions(
  { needs, packages = {} }: Pick<Pipeline, 'needs' | 'packages'>,
  settings: Settings,
  services: Services<ComponentName>,
): Promise<RunVersions> {
  const embedded = needs.filter((name) => services[name].isEmbedded);
  const components = await Promise.all(
    needs.map(
      async (name) =>
        [
          name,
          embedded.includes(name) ? await COMPONENTS[name].version(settings.paths.setup) : null,
        ] as const,
    ),
  );
  return {
    streambook: packageVersion(PROJECT_ROOT),
    node: process.versions.node,
    ...(needs.length > 0 && { java: embedded.length > 0 ? await javaVersion(settings.java) : null }),
    ...Object.fromEntries(components),
    ...Object.fromEntries(Object.entries(packages).map(([key, name]) => [key, installed(name)])),
    vega: installed('vega'),
  };
}
