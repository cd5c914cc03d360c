import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PIPELINES } from '../../src/pipelines/index.js';
import { PROJECT_ROOT } from '../../src/config/paths.js';
import { reportFileSchema } from '../../src/config/title-page.js';
import { latenciesSchema } from '../../src/runs/latencies.js';
import { manifestSchema } from '../../src/runs/manifest.js';
import { runRecordSchema } from '../../src/runs/record.js';

type Documented = readonly [file: string, schema: z.ZodType, io: 'input' | 'output'];

const ENGINE: readonly Documented[] = [
  ['report-file', reportFileSchema, 'input'],
  ['run', runRecordSchema, 'output'],
  ['manifest', manifestSchema, 'output'],
  ['latencies', latenciesSchema, 'output'],
];

const OF_PIPELINES: readonly Documented[] = PIPELINES.flatMap(({ name, config, results, sections }) => [
  [`${name}/experiment`, config.schema, 'input'] as const,
  [`${name}/results`, results, 'output'] as const,
  ...(sections === undefined ? [] : [[`${name}/sections`, sections, 'output'] as const]),
]);

describe('the JSON Schemas in docs/schemas/', () => {
  it.each([...ENGINE, ...OF_PIPELINES])(
    '%s.schema.json says what the code says (npm run docs:schemas writes it)',
    async (name, schema, io) => {
      const file = join(PROJECT_ROOT, 'docs', 'schemas', `${name}.schema.json`);
      const { title, ...documented } = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
      expect(title).toEqual(expect.any(String));
      expect(documented).toEqual(JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io }))));
    },
  );
});
