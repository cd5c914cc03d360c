import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { z } from 'zod';
import type { BaseExperiment } from '../../src/config/experiment.js';
import { resolveSettings, type Settings } from '../../src/config/settings.js';
import { silentReporter } from '../../src/core/reporter.js';
import type { Course } from '../../src/notebooks/course.js';
import { closeSandbox, openSandboxOf } from '../../src/notebooks/open-sandbox.js';
import { openSandboxSession, type SandboxSession } from '../../src/notebooks/sandbox-parts.js';
import { embeddedStatus } from '../../src/services/status.js';
import { stopServices } from '../../src/services/stop.js';
import { sqlPool } from '../../src/sql/pool.js';
import { freshFolder } from './support.js';

/** A course of batches: Spark and a database, and no stream. */
const course: Course<BaseExperiment, unknown, 'spark' | 'mysql', SandboxSession> = {
  pipeline: { name: 'sales', needs: ['spark', 'mysql'] } as unknown as Course['pipeline'],
  parameters: z.strictObject({}),
  experimentWith: () => Promise.resolve({ name: 'sales', title: 'Sales', question: 'How many?', seed: 42 }),
  openParts: (opening) => openSandboxSession(opening),
  exercises: [],
};

let settings: Settings;

beforeAll(async () => {
  const home = await freshFolder('sandbox');
  const resolved = resolveSettings({
    ...process.env,
    STREAMBOOK_HOME: home,
    SPARK_REMOTE: inject('sparkRemote'),
  });
  settings = { ...resolved, paths: { ...resolved.paths, notebooks: join(home, 'notebooks') } };
  await mkdir(join(settings.paths.notebooks, 'sales'), { recursive: true });
  await writeFile(join(settings.paths.notebooks, 'sales', '01-load.ipynb'), '{}');
});

afterAll(() => stopServices({ settings, reporter: silentReporter }));

it('a sandbox of a course without Kafka has Spark and MySQL, and starts nothing else', async () => {
  const sandbox = await openSandboxOf(course, '01', {}, settings);
  const pool = sqlPool(sandbox.services.mysql.address);
  try {
    expect(sandbox).not.toHaveProperty('kafka');
    expect(Object.keys(sandbox.services)).toEqual(['spark', 'mysql', 'started', 'stopAfterUse']);
    const running = (await embeddedStatus(settings)).filter(({ state }) => state === 'running');
    expect(running.map(({ name }) => name)).toEqual(['mysql']);
    expect(await sandbox.spark.range(3).count()).toBe(3);
    expect((await pool.query('SELECT 1 + 2 three'))[0]).toEqual([{ three: 3 }]);
  } finally {
    await pool.end();
    await closeSandbox(sandbox);
  }
});
