import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fileError } from '../../src/core/file-errors.js';

it('says what was wrong, where, and what to do', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'streambook-'));
  const thrown: unknown = await readFile(folder).catch((error: unknown) => error);
  expect(fileError(thrown)?.message).toMatch(/it is a folder, not a file; name a file/);
});

it('names STREAMBOOK_HOME for a folder that cannot be written', () => {
  const thrown = Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS', path: '/mnt/x' });
  expect(fileError(thrown)?.message).toBe(
    '/mnt/x: the file system is read-only; name a folder that can be written in STREAMBOOK_HOME',
  );
});

it('a folder that Node cannot make, although it makes those above it, is on a read-only file system', () => {
  const thrown = Object.assign(new Error("ENOENT: no such file or directory, mkdir '/mnt/x/data'"), {
    code: 'ENOENT',
    syscall: 'mkdir',
    path: '/mnt/x/data',
  });
  expect(fileError(thrown)?.message).toMatch(/^\/mnt\/x\/data: the file system is read-only/);
  expect(fileError(Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'open' }))).toBeUndefined();
});

it('leaves other errors alone', () => {
  expect(fileError(new Error('other'))).toBeUndefined();
  expect(fileError(Object.assign(new Error('other'), { code: 'ECONNREFUSED' }))).toBeUndefined();
  expect(fileError('text')).toBeUndefined();
});
