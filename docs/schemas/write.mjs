/** Writes the JSON Schemas in this folder from the schemas in the code: `npm run docs:schemas`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { reportFileSchema } from '../../dist/config/title-page.js';
import { PIPELINES } from '../../dist/pipelines/index.js';
import { latenciesSchema } from '../../dist/runs/latencies.js';
import { manifestSchema } from '../../dist/runs/manifest.js';
import { runRecordSchema } from '../../dist/runs/record.js';

const SCHEMAS = [
  [
    'report-file',
    'report.json: what the title page of reports says of their authors',
    reportFileSchema,
    'input',
  ],
  ['run', 'run.json of a run folder', runRecordSchema, 'output'],
  ['manifest', 'manifest.json of a run folder, attached to its PDF', manifestSchema, 'output'],
  ['latencies', 'latencies.json of a run folder', latenciesSchema, 'output'],
  ...PIPELINES.flatMap(({ name, config, results, sections }) => [
    [`${name}/experiment`, `An experiment file of ${name}`, config.schema, 'input'],
    [`${name}/results`, `results.json of a run of ${name}`, results, 'output'],
    ...(sections
      ? [[`${name}/sections`, `sections in run.json of a run of ${name}`, sections, 'output']]
      : []),
  ]),
];

for (const [name, title, schema, io] of SCHEMAS) {
  const file = new URL(`${name}.schema.json`, import.meta.url);
  await mkdir(new URL('.', file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io }) }, null, 2)}\n`);
}
