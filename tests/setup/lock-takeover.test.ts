import { link, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { takeLock } from '../../setup/lock.mjs';
import { ownIdentity } from '../../setup/process-identity.mjs';

vi.mock(import('node:fs/promises'), async (original) => {
  const files = await original();
  return { ...files, link: vi.fn(files.link) };
});

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-takeover-'));
  file = join(folder, 'lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const lockOf = (token: string, start?: string) => {
  const holder = { ...ownIdentity(), command: 'streambook run', since: '2026-01-31T09:30:00.000Z' };
  return JSON.stringify({ token, holder: { ...holder, ...(start !== undefined && { start }) } });
};

it('a lock that another one has taken over between the look and the claim is left to that one', async () => {
  await writeFile(file, lockOf('left', '1'));
  const { link: realLink } = await vi.importActual<{ link: typeof link }>('node:fs/promises');
  const claims: string[] = [];
  vi.mocked(link).mockImplementationOnce(async (candidate, place) => {
    claims.push(String(place));
    await writeFile(file, lockOf('faster'));
    await realLink(candidate, place);
  });
  await expect(takeLock(file, { signal: AbortSignal.timeout(500) })).rejects.toThrow('timeout');
  expect(claims).toEqual([`${file}.left`]);
  expect(await readFile(file, 'utf8')).toContain('"faster"');
  expect(await readdir(folder)).toEqual(['lock']);
});
