import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { requireFolder } from '../../src/notebooks/folders.js';

const required = (folder: string) => requireFolder('tripFiles', folder, 'sandbox.outputFolder');

it('a folder that is there is taken', async () => {
  await expect(required(tmpdir())).resolves.toBeUndefined();
});

it.each(['/nowhere', fileURLToPath(import.meta.url)])('%s is none', async (folder) => {
  await expect(required(folder)).rejects.toThrow(
    `tripFiles: there is no folder "${folder}": give one that a query has written, such as sandbox.outputFolder`,
  );
});
