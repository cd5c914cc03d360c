import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectPaths } from '../../src/config/paths.js';
import { listNotebooks, type Notebook, type NotebookFile, readNotebook } from '../../src/notebooks/source.js';

const CODE_LINES_MAX = 9;
const LINE_LENGTH_MAX = 100;

let files: readonly NotebookFile[];
let notebooks: readonly (Notebook & NotebookFile)[];

beforeAll(async () => {
  const folder = projectPaths().notebooks;
  const pipelines = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  files = (await Promise.all(pipelines.map((name) => listNotebooks(join(folder, name))))).flat();
  notebooks = await Promise.all(files.map(async (file) => ({ ...(await readNotebook(file)), ...file })));
});

const codeOf = ({ cells }: Notebook) => cells.filter(({ cell_type: type }) => type === 'code');
describe('sources are clean', () => {
  it('are numbered', () => {
    expect(notebooks.filter(({ name }) => !/^\d\d-/.test(name))).toEqual([]);
    expect(notebooks.length).toBeGreaterThan(0);
  });

  it('hold no outputs, no counts, no timings', () => {
    for (const { name, cells, metadata } of notebooks) {
      expect({ name, keys: Object.keys(metadata) }).toEqual({ name, keys: ['kernelspec', 'language_info'] });
      for (const cell of cells) {
        expect(Object.keys(cell.metadata).filter((key) => key !== 'tags')).toEqual([]);
        if (cell.cell_type === 'code') {
          expect({ id: cell.id, outputs: cell.outputs, count: cell['execution_count'] }).toEqual({
            id: cell.id,
            outputs: [],
            count: null,
          });
        }
      }
    }
  });

  it('name no place on anybody’s machine', async () => {
    for (const { file } of files) {
      expect(await readFile(file, 'utf8')).not.toMatch(/\/(home|Users|tmp|work|root|var|usr)\/|[A-Z]:\\\\/);
    }
  });

  it('are written as a save in JupyterLab writes them, so that a save changes nothing else', async () => {
    for (const { file } of files) {
      const text = await readFile(file, 'utf8');
      expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 1)}\n`);
    }
  });
});

describe('sources teach', () => {
  it('open with what will be learnt and what is needed', () => {
    for (const { name, cells } of notebooks) {
      const opening = cells[0]?.source ?? '';
      expect({ name, opening }).toEqual({ name, opening: expect.stringMatching(/^# \d\d · /) as string });
      expect(opening).toContain('**You will learn**');
      expect(opening).toContain('**You need**');
    }
  });

  it('have cells of one idea: short, and with neither functions nor paths', () => {
    for (const notebook of notebooks) {
      for (const { source, id } of codeOf(notebook)) {
        const lines = source.split('\n');
        expect({ id, lines: lines.length <= CODE_LINES_MAX }).toEqual({ id, lines: true });
        expect({ id, long: lines.filter((line) => line.length > LINE_LENGTH_MAX) }).toEqual({ id, long: [] });
        expect({ id, source }).toEqual({
          id,
          source: expect.not.stringMatching(/\bfunction\b|=> \{/) as string,
        });
        expect({ id, source }).toEqual({ id, source: expect.not.stringMatching(/['"`]\.{0,2}\//) as string });
      }
    }
  });

  it('import from what the library has for their pipeline', () => {
    for (const notebook of notebooks) {
      const imports = codeOf(notebook).flatMap(({ source }) => source.match(/from '[^']+'/g) ?? []);
      expect({ id: notebook.name, imports }).toEqual({
        id: notebook.name,
        imports: [`from 'streambook/${basename(dirname(notebook.file))}'`],
      });
    }
  });
});
