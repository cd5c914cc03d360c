import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { brokenRules } from '../../src/pipelines/orders/data/rules.js';
import { SparkSession } from '../../src/spark/index.js';
import { FIND_REASONS } from '../../src/pipelines/orders/jobs/reasons-sql.js';
import { sessionSettings } from '../../src/pipelines/orders/jobs/validation-query.js';
import { PARSE } from '../../src/pipelines/orders/jobs/validation-sql.js';
import { grid, payloads } from '../pipelines/orders/data/payloads.js';

/** Another seed tries other payloads: FAST_CHECK_SEED=7 npx vitest run --project live tests/integration/rules.test.ts */
const SEED = Number(process.env['FAST_CHECK_SEED'] ?? 42);

let spark: SparkSession;
beforeAll(async () => void (spark = await SparkSession.builder().remote(inject('sparkRemote')).create()));
afterAll(() => spark.stop());

/** The reasons that the streaming job's expressions find, over rows with the columns of Spark's Kafka source. */
async function reasonsInSpark(values: readonly (Buffer | null)[]): Promise<readonly (readonly string[])[]> {
  const rows = spark.createDataFrame(
    values.map((value, row) => ({ value, row })),
    'value BINARY, row INT',
  );
  const found = await rows
    .selectExpr('value', 'array() headers', '0 partition', 'row AS offset', 'timestamp_millis(0) timestamp')
    .selectExpr(...PARSE)
    .selectExpr(...FIND_REASONS)
    .selectExpr('kafka_offset', 'reasons')
    .orderBy('kafka_offset')
    .collect();
  return found.map((row) => (row['reasons'] ?? []) as readonly string[]);
}

/** Payloads on which the two differ, short enough to read. */
async function differences(values: readonly (Buffer | null)[]) {
  const inSpark = await reasonsInSpark(values);
  expect(inSpark).toHaveLength(values.length);
  return values.flatMap((value, row) => {
    const inTypeScript = brokenRules(value);
    if (inTypeScript.join() === inSpark[row]?.join()) return [];
    return [{ inTypeScript, inSpark: inSpark[row], payload: value?.toString('latin1').slice(0, 1500) }];
  });
}

describe('the rules in Spark and in TypeScript', () => {
  it.each([
    ['small', false],
    ['large', true],
  ])('find the same reasons in every field with every odd value, as set for %s batches', async (_, large) => {
    for (const [key, value] of Object.entries(sessionSettings(large))) await spark.conf.set(key, value);
    expect((await differences([...grid(), Buffer.of(), null])).slice(0, 10)).toEqual([]);
  });

  it(`find the same reasons in changed, damaged and doubled orders (seed ${SEED})`, async () => {
    const values = fc.sample(payloads, { numRuns: 5000, seed: SEED });
    // Else the payloads would test little.
    const valid = values.filter((value) => brokenRules(value).length === 0).length;
    expect(valid).toBeGreaterThan(values.length / 20);
    expect((await differences(values)).slice(0, 10)).toEqual([]);
  });
});
