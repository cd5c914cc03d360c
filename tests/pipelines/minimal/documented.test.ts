import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../../src/config/paths.js';
import { largest, sections } from './largest.js';
import { squares } from './squares.js';

const codeOf = (file: string) => readFile(join(import.meta.dirname, file), 'utf8');
const page = await readFile(join(PROJECT_ROOT, 'docs', 'pipelines.md'), 'utf8');

it('docs/pipelines.md shows the pipeline that the tests run, in at most 60 lines', async () => {
  const code = await codeOf('squares.ts');
  expect(page).toContain(`\`\`\`ts\n${code}\`\`\``);
  expect(code.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
});

it('and a metric that reads its value from the section that a run adds', async () => {
  expect(page).toContain(`\`\`\`ts\n${await codeOf('largest.ts')}\`\`\``);
  const measured: typeof squares = { ...squares, sections, metrics: [largest] };
  expect(measured.sections?.safeParse({ largest: 81, smallest: 0 }).success).toBe(false);
  expect(largest.of({ sections: { largest: 81 } })).toBe(81);
  expect(largest.of({ sections: {} })).toBeNull();
});
