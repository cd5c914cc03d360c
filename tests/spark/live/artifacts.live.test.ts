import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SparkSession } from '../../../src/spark/index.js';
import { scratchFolder, servers } from './support.js';

describe.each(servers)('on $name', ({ remote }) => {
  let spark: SparkSession;
  beforeAll(async () => {
    spark = await SparkSession.builder().remote(remote).create();
  });
  afterAll(() => spark.stop());

  test.each(['a.jar', 'a.txt'])(
    '%s arrives, in a batch or in chunks, and is never replaced',
    async (name) => {
      await using folder = await scratchFolder();
      const [small, large] = [`${folder.path}/${name}`, `${folder.path}/large-${name}`];
      await writeFile(small, 'small');
      await writeFile(large, Buffer.alloc(1_000_000, 'large'));
      await spark.addArtifacts(small, large);
      await spark.addArtifacts(large);
      await writeFile(large, Buffer.alloc(1_000_000, 'other'));
      await expect(spark.addArtifacts(large)).rejects.toMatchObject({
        errorClass: 'ARTIFACT_ALREADY_EXISTS',
      });
    },
  );
});
