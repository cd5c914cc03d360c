import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { notebookFragments } from '../../src/notebooks/fragments.js';
import { fakePython } from './fake-python.js';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'fragments-'))));
afterEach(() => rm(folder, { recursive: true }));

const fragments = async (script: string) =>
  notebookFragments(await fakePython(folder, script), ['one.ipynb', 'two.ipynb']);

it('gives the HTML of each file', async () => {
  const script = `shift\necho "{\\"$1\\": \\"<p>1</p>\\", \\"$2\\": \\"<p>2</p>\\"}"`;
  expect(await fragments(script)).toEqual({ 'one.ipynb': '<p>1</p>', 'two.ipynb': '<p>2</p>' });
});

it.each([
  ['echo \'{"one.ipynb": 7}\'', 'NOTEBOOK_TOOLS_FAILED'],
  ['echo nothing', 'NOTEBOOK_TOOLS_FAILED'],
  ['exit 1', 'NOTEBOOK_TOOLS_FAILED'],
])('%s is a failure of nbconvert', async (script, code) => {
  await expect(fragments(script)).rejects.toMatchObject({
    code,
    message: expect.stringMatching(/^nbconvert failed: [^\n]+$/) as string,
  });
});
