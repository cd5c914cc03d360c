import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../../src/config/paths.js';

it('docs/pipelines.md shows the pipeline that the tests run, in at most 60 lines', async () => {
  const code = await readFile(join(import.meta.dirname, 'squares.ts'), 'utf8');
  const page = await readFile(join(PROJECT_ROOT, 'docs', 'pipelines.md'), 'utf8');
  expect(page).toContain(`\`\`\`ts\n${code}\`\`\``);
  expect(code.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
});
