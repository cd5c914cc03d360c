import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { rendererFiles, rendererSource } from '../../src/report/renderer.js';

it('a report is made by what prints it, the pages and charts of pipelines, and what these import', async () => {
  const files = {
    'src/experiment/verify/reprint.ts': "import {\n  a,\n} from '../../report/a.js';\n",
    'src/report/a.ts': "export { b } from './b.js';\nimport type { T } from './types.js';\n",
    'src/report/b.ts': "const c = await import('./c.js');\nimport { join } from 'node:path';\n",
    'src/report/c.ts': "import { d } from '../../setup/d.mjs';\nimport { a } from './a.js';\n",
    'setup/d.mjs': '',
    'src/report/types.ts': '',
    'src/report/nobody-imports-it.ts': '',
    'src/pipelines/bakery/report/pages.ts': "import { price } from '../data/price.js';\n",
    'src/pipelines/bakery/charts/loaves.ts': '',
    'src/pipelines/bakery/data/price.ts': '',
    'src/pipelines/bakery/jobs/oven.ts': '',
    'src/kafka/sockets.ts': '',
  };
  const root = await mkdtemp(join(tmpdir(), 'renderer-test-'));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  expect(await rendererFiles(root)).toEqual([
    'setup/d.mjs',
    'src/experiment/verify/reprint.ts',
    'src/pipelines/bakery/charts/loaves.ts',
    'src/pipelines/bakery/data/price.ts',
    'src/pipelines/bakery/report/pages.ts',
    'src/report/a.ts',
    'src/report/b.ts',
    'src/report/c.ts',
  ]);
  await rm(root, { recursive: true });
});

it('of this project, drawing and printing belong to it, clients and services do not', async () => {
  const files = await rendererFiles();
  expect(files).toEqual(
    expect.arrayContaining([
      'src/experiment/render.ts',
      'src/charts/theme.ts',
      'src/report/print.ts',
      'src/stats/percentiles.ts',
    ]),
  );
  expect(files.filter((file) => /^src\/(services|cli|notebooks|hdfs|sql)\//.test(file))).toEqual([]);
  expect(await rendererSource()).toMatch(/^[0-9a-f]{64}$/);
});
