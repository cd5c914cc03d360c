import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SparkSession } from '../../src/spark/index.js';
import { complete, sparkFailure, startFakeSpark } from './support/fake-spark.js';
import type { FakeSpark } from './support/fake-spark.js';

let fake: FakeSpark;
let spark: SparkSession;
beforeEach(async () => {
  fake = await startFakeSpark([[complete], [complete], [complete]]);
  spark = new SparkSession(fake.client());
});
afterEach(() => fake[Symbol.asyncDispose]());

test('tags are on what starts while they are set', async () => {
  spark.addTag('a');
  spark.addTag('b');
  expect(spark.getTags()).toEqual(['a', 'b']);
  await spark.range(1).collect();
  spark.removeTag('a');
  await spark.range(1).collect();
  spark.clearTags();
  expect(spark.getTags()).toEqual([]);
  await spark.range(1).collect();
  expect(fake.callsOf('executePlan').map(({ request }) => request.tags)).toEqual([['a', 'b'], ['b'], []]);
});

test('jars and other files go to folders of their own', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'artifacts-'));
  try {
    const paths = ['a.jar', 'b.csv'].map((name) => join(folder, name));
    for (const path of paths) await writeFile(path, 'x');
    await spark.addArtifacts(...paths);
  } finally {
    await rm(folder, { recursive: true });
  }
  const payloads = fake.callsOf('addArtifacts').map(({ request }) => request.payload);
  expect(payloads).toMatchObject([
    { case: 'batch', value: { artifacts: [{ name: 'jars/a.jar' }, { name: 'files/b.csv' }] } },
  ]);
});

test('a session in `using` is released at the end', async () => {
  {
    await using scoped = new SparkSession(fake.client());
    await scoped.version().catch(() => undefined);
    expect(scoped.isStopped).toBe(false);
  }
  expect(fake.callsOf('releaseSession')).toHaveLength(1);
});

test('a session whose settings are refused is released', async () => {
  fake.answer('config', sparkFailure('no', { errorClass: 'INVALID_CONF_VALUE' }));
  const builder = SparkSession.builder().remote(fake.remote).config('spark.x', 'y');
  await expect(builder.create()).rejects.toMatchObject({ errorClass: 'INVALID_CONF_VALUE' });
  expect(fake.callsOf('releaseSession')).toHaveLength(1);
});
