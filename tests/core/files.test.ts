import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { overwriteJson, readTextIfThere, writeFileWhole, writeJson } from '../../src/core/files.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streambook-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('writeFileWhole', () => {
  it('makes the folders above, and leaves nothing beside the file', async () => {
    const path = join(folder, 'a', 'b', 'file.txt');
    await writeFileWhole(path, 'one');
    await writeFileWhole(path, Buffer.from('two'));
    expect(await readFile(path, 'utf8')).toBe('two');
    expect(await readdir(join(folder, 'a', 'b'))).toEqual(['file.txt']);
  });

  it('gives the mode that was asked for', async () => {
    const path = join(folder, 'secret');
    await writeFileWhole(path, 'x', 0o600);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('removes what it had written beside when it cannot put it in its place', async () => {
    await writeFileWhole(join(folder, 'taken', 'inside'), 'x');
    await expect(writeFileWhole(join(folder, 'taken'), 'y')).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['taken']);
  });
});

describe('JSON', () => {
  it('is written indented, with a line break at its end', async () => {
    const path = join(folder, 'a.json');
    await writeJson(path, { a: [1] });
    expect(await readFile(path, 'utf8')).toBe('{\n  "a": [\n    1\n  ]\n}\n');
  });

  it('is written over in place, whether it grows or shrinks', async () => {
    const path = join(folder, 'a.json');
    await writeJson(path, { long: 'x'.repeat(1000) });
    const { ino } = await stat(path);
    for (const value of [{ a: 1 }, { a: 'y'.repeat(5000) }]) {
      await overwriteJson(path, value);
      expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(value);
    }
    expect((await stat(path)).ino).toBe(ino);
  });

  it('is not written over where no file is', async () => {
    await expect(overwriteJson(join(folder, 'none.json'), {})).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('readTextIfThere', () => {
  it('is undefined for a file that is not there, also below a file', async () => {
    await writeFile(join(folder, 'file'), 'text');
    expect(await readTextIfThere(join(folder, 'file'))).toBe('text');
    expect(await readTextIfThere(join(folder, 'none'))).toBeUndefined();
    expect(await readTextIfThere(join(folder, 'file', 'below'))).toBeUndefined();
  });

  it('throws for what cannot be read', async () => {
    await expect(readTextIfThere(folder)).rejects.toMatchObject({ code: 'EISDIR' });
  });
});
