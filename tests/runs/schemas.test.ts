import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { resultsSchema } from '../../src/pipelines/orders/analysis/results.js';
import { experimentSchema } from '../../src/pipelines/orders/config.js';
import { PROJECT_ROOT } from '../../src/config/paths.js';
import { reportFileSchema } from '../../src/config/title-page.js';
import { latenciesSchema } from '../../src/runs/latencies.js';
import { manifestSchema } from '../../src/runs/manifest.js';
import { runRecordSchema } from '../../src/runs/record.js';

describe('the JSON Schemas in docs/', () => {
  it.each([
    ['experiment', experimentSchema, 'input'],
    ['report-file', reportFileSchema, 'input'],
    ['run', runRecordSchema, 'output'],
    ['manifest', manifestSchema, 'output'],
    ['latencies', latenciesSchema, 'output'],
    ['results', resultsSchema, 'output'],
  ] as const)(
    '%s.schema.json says what the code says (npm run docs:schemas writes it)',
    async (name, schema, io) => {
      const file = join(PROJECT_ROOT, 'docs', `${name}.schema.json`);
      const { title, ...documented } = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
      expect(title).toEqual(expect.any(String));
      expect(documented).toEqual(JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io }))));
    },
  );
});
