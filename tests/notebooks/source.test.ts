import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Cell,
  cellHashes,
  listNotebooks,
  type Notebook,
  readNotebook,
} from '../../src/notebooks/source.js';

/** SHA-256 of the three letters abc, as FIPS 180-2 gives it, and of the empty list as JSON. */
const SHA_OF_ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const SHA_OF_EMPTY_LIST = '4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945';

const notebookOf = (...cells: Cell[]): Notebook => ({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
const code = (source: string, outputs?: Cell['outputs']): Cell => ({
  cell_type: 'code',
  metadata: {},
  source,
  outputs,
});

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'source-'))));
afterAll(() => rm(folder, { recursive: true }));

const read = async (content: unknown) => {
  const file = join(folder, 'read.ipynb');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readNotebook({ name: 'read', file });
};

describe('a notebook', () => {
  it('has its text in one string, however the file keeps it', async () => {
    const cells = [
      { cell_type: 'markdown', metadata: {}, source: ['# A\n', 'text'] },
      { cell_type: 'code', metadata: {}, source: '1', outputs: [], execution_count: 3 },
    ];
    const notebook = await read({ ...notebookOf(), cells });
    expect(notebook.cells.map(({ source }) => source)).toEqual(['# A\ntext', '1']);
    expect(notebook.cells[1]).toMatchObject({ execution_count: 3 });
  });

  it.each(['not JSON', { cells: [] }, { ...notebookOf(), nbformat: 3 }])(
    '%j is none, which names the file',
    async (content) => {
      await expect(read(content)).rejects.toMatchObject({
        code: 'BAD_NOTEBOOK',
        message: expect.stringContaining(`${join(folder, 'read.ipynb')} is not a notebook: `) as string,
      });
    },
  );
});

it('notebooks of a folder are listed by name; without a folder there are none', async () => {
  const own = await mkdtemp(join(folder, 'list-'));
  for (const name of ['10-end.ipynb', '02-rides.ipynb', 'notes.md', '01-docks.ipynb'])
    await writeFile(join(own, name), '');
  expect((await listNotebooks(own)).map(({ name }) => name)).toEqual(['01-docks', '02-rides', '10-end']);
  expect(await listNotebooks(join(own, 'nowhere'))).toEqual([]);
});

describe('hashes', () => {
  it('are of code cells, of source and outputs each', () => {
    const text: Cell = { cell_type: 'markdown', metadata: {}, source: 'abc' };
    expect(cellHashes(notebookOf(text, code('abc')))).toEqual([
      { source_sha256: SHA_OF_ABC, outputs_sha256: SHA_OF_EMPTY_LIST },
    ]);
  });

  it('tell what came of a cell', () => {
    const [three, four] = ['3', '4'].map(
      (text) => cellHashes(notebookOf(code('abc', [{ output_type: 'stream', text }])))[0],
    );
    expect(three?.source_sha256).toBe(four?.source_sha256);
    expect(three?.outputs_sha256).not.toBe(four?.outputs_sha256);
  });
});
