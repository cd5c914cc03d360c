/** Writes the JSON Schemas in docs/ from the schemas in the code: `npm run docs:schemas`. */
import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { resultsSchema } from '../dist/pipelines/orders/analysis/results.js';
import { experimentSchema } from '../dist/pipelines/orders/config.js';
import { reportFileSchema } from '../dist/config/title-page.js';
import { latenciesSchema } from '../dist/runs/latencies.js';
import { manifestSchema } from '../dist/runs/manifest.js';
import { runRecordSchema } from '../dist/runs/record.js';

const SCHEMAS = [
  ['experiment', 'An experiment file', experimentSchema, 'input'],
  [
    'report-file',
    'report.json: what the title page of reports says of their authors',
    reportFileSchema,
    'input',
  ],
  ['run', 'run.json of a run folder', runRecordSchema, 'output'],
  ['manifest', 'manifest.json of a run folder, attached to its PDF', manifestSchema, 'output'],
  ['latencies', 'latencies.json of a run folder', latenciesSchema, 'output'],
  ['results', 'results.json of a run folder', resultsSchema, 'output'],
];

for (const [name, title, schema, io] of SCHEMAS) {
  const text = JSON.stringify({ title, ...z.toJSONSchema(schema, { io }) }, null, 2);
  await writeFile(new URL(`${name}.schema.json`, import.meta.url), `${text}\n`);
}
