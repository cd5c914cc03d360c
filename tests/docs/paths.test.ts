import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config/paths.js';

/** In backquotes, from the project's folder, without placeholders: `src/core/errors.ts`. */
const PATH = /`((?:src|tests|bench|setup|bin|conf|docs|experiments|notebooks)\/[\w./-]+)`/g;

/** The example pipeline of docs/pipelines.md, which is there once the reader has written it. */
const EXAMPLE = /\/squares\//;

async function filesIn(folder: string, ending: RegExp): Promise<readonly string[]> {
  const entries = await readdir(join(PROJECT_ROOT, folder), { recursive: true });
  return entries.map((entry) => join(folder, entry)).filter((file) => ending.test(file));
}

it('every path that the docs and the comments name is there', async () => {
  const files = [
    'README.md',
    ...(await filesIn('docs', /^docs\/[\w-]+\.md$/)),
    ...(await filesIn('bench', /\.(md|ts)$/)),
    ...(await filesIn('src', /(?<!_pb\.d)\.(md|ts|py)$/)),
  ];
  const dead = await Promise.all(
    files.map(async (file) => {
      const named = [...(await readFile(join(PROJECT_ROOT, file), 'utf8')).matchAll(PATH)];
      return named
        .flatMap(([, path = '']) => path)
        .filter((path) => !EXAMPLE.test(path) && !existsSync(join(PROJECT_ROOT, path)))
        .map((path) => `${file}: ${path}`);
    }),
  );
  expect(dead.flat()).toEqual([]);
});
