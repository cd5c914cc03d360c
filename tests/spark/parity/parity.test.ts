/** Small programs in TypeScript and in Python: on each server TypeScript must give what Python gives on the default one. */
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SparkSession } from '../../../src/spark/index.js';
import { defaultServer, scratchFolder, servers } from '../live/support.js';
import { canonical } from './program.js';
import type { Program } from './program.js';
import { dataPrograms } from './programs/data.js';
import { errorPrograms } from './programs/errors.js';
import { groupingPrograms } from './programs/grouping.js';
import { queryPrograms } from './programs/queries.js';
import { schemaPrograms } from './programs/schemas.js';
import { sessionPrograms } from './programs/sessions.js';
import { showPrograms } from './programs/show.js';
import { streamingPrograms } from './programs/streaming.js';
import { runInPySpark } from './pyspark.js';
import type { PythonResult } from './pyspark.js';

const groups: Readonly<Record<string, readonly Program[]>> = {
  show: showPrograms,
  schemas: schemaPrograms,
  queries: queryPrograms,
  grouping: groupingPrograms,
  data: dataPrograms,
  sessions: sessionPrograms,
  errors: errorPrograms,
  streaming: streamingPrograms,
};

let folder: Awaited<ReturnType<typeof scratchFolder>>;
let python: Readonly<Record<string, PythonResult>>;
beforeAll(async () => {
  folder = await scratchFolder();
  python = await runInPySpark(defaultServer.remote, Object.values(groups).flat(), folder.path);
}, 600_000);
afterAll(() => folder[Symbol.asyncDispose]());

describe.each(servers)('on $name', ({ remote }) => {
  describe.each(Object.entries(groups))('%s', (_, programs) => {
    test.each(programs)('$name', async ({ name, typescript }) => {
      const expected = python[name];
      if (expected === undefined || 'failure' in expected) throw new Error(`Python: ${expected?.failure}`);
      const own = await mkdtemp(join(folder.path, 'typescript-'));
      await using spark = await SparkSession.builder().remote(remote).create();
      expect(canonical(await typescript(spark, own))).toEqual(expected.value);
    });
  });
});
