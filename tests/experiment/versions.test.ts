import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ComponentName } from '../../src/config/service-variables.js';
import { PROJECT_ROOT } from '../../src/config/paths.js';
import { resolveSettings } from '../../src/config/settings.js';
import { collectVersions } from '../../src/experiment/versions.js';
import type { Services } from '../../src/services/services.js';
import { ownFolder, shellProgram } from '../services/support.js';

const running = (embedded: Partial<Record<ComponentName, boolean>>) =>
  Object.fromEntries(
    Object.entries(embedded).map(([name, isEmbedded]) => [name, { address: '', isEmbedded, isNew: false }]),
  ) as unknown as Services<ComponentName>;

const versionIn = async (...path: readonly string[]) => {
  const text = await readFile(join(PROJECT_ROOT, ...path, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
};

it('of a pipeline without services are those of its packages, of Node.js and of what draws', async () => {
  const pipeline = { needs: [], packages: { faker: '@faker-js/faker' } };
  expect(await collectVersions(pipeline, resolveSettings({}), running({}))).toEqual({
    streambook: await versionIn(),
    node: process.versions.node,
    faker: await versionIn('node_modules', '@faker-js', 'faker'),
    vega: await versionIn('node_modules', 'vega'),
  });
});

it('of services of others are not known, and no Java of ours is asked', async () => {
  const settings = { ...resolveSettings({}), java: '/no/java' };
  const versions = await collectVersions(
    { needs: ['kafka', 'spark'] },
    settings,
    running({ kafka: false, spark: false }),
  );
  expect(versions).toMatchObject({ kafka: null, spark: null, java: null });
});

it('of embedded services are known, with the Java that runs them', async () => {
  const java = await shellProgram(
    join(await ownFolder('java'), 'java'),
    `echo 'openjdk version "17.0.99" 2026-01-20' >&2`,
  );
  const versions = await collectVersions(
    { needs: ['kafka', 'spark'] },
    { ...resolveSettings({}), java },
    running({ kafka: false, spark: true }),
  );
  expect(versions).toMatchObject({ java: '17.0.99', kafka: null });
  expect(versions['spark']).toMatch(/^\d+\.\d+\.\d+/);
});
