import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectPaths, runPaths } from '../../src/config/paths.js';
import { loadAppendix } from '../../src/notebooks/appendix.js';
import { cellHashes, readNotebook } from '../../src/notebooks/source.js';
import type { StoredRun } from '../../src/runs/store.js';
import { fakePython } from './fake-python.js';

const NAME = '01-rides';
const notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [
    { cell_type: 'markdown', metadata: {}, source: '# 01 · Rides' },
    {
      cell_type: 'code',
      metadata: {},
      source: ['const rides = 3;\n', 'rides'],
      outputs: [{ output_type: 'execute_result', data: { 'text/plain': '3' } }],
    },
  ],
};

let home: string;
const copy = () => ({ name: NAME, file: join(runPaths(home, 'run').notebooks, `${NAME}.ipynb`) });

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'appendix-'));
  await mkdir(runPaths(home, 'run').notebooks, { recursive: true });
  await writeFile(copy().file, JSON.stringify(notebook));
});
afterEach(() => rm(home, { recursive: true }));

const runWith = (notebooks: readonly object[]) =>
  ({ runId: 'run', paths: runPaths(home, 'run'), record: { notebooks } }) as unknown as StoredRun;

/** The run after the notebook was executed on it. */
const executed = async () => runWith([{ name: NAME, cells: cellHashes(await readNotebook(copy())) }]);

async function load(run: StoredRun, markup = '') {
  const script = `echo '${JSON.stringify({ [copy().file]: markup })}'`;
  const venv = await fakePython(join(home, 'venv'), script);
  return loadAppendix({ ...projectPaths(home), venv }, run);
}

describe('the appendix of a report', () => {
  it('has each notebook under its own title, with headings below those of the report', async () => {
    const markup =
      '<h1 id="r">01 · <em>Rides</em></h1><h2>How many?</h2><p>3</p><h3>Why?</h3><header>no heading</header>';
    expect(await load(await executed(), markup)).toEqual([
      {
        name: NAME,
        title: '01 · Rides',
        markup: '<h4>How many?</h4><p>3</p><h4>Why?</h4><header>no heading</header>',
      },
    ]);
  });

  it('names a notebook without a title by its file', async () => {
    expect(await load(await executed(), '<p>3</p>')).toMatchObject([{ title: NAME, markup: '<p>3</p>' }]);
  });

  it('is refused when a copy is not the one that was executed, or is gone', async () => {
    const run = await executed();
    await writeFile(copy().file, (await readFile(copy().file, 'utf8')).replace('"3"', '"4"'));
    await expect(load(run)).rejects.toMatchObject({ code: 'NOTEBOOK_CHANGED' });
    await rm(copy().file);
    await expect(load(run)).rejects.toThrow(
      `The executed copy of ${NAME} is not what run.json has the hashes of`,
    );
  });

  it('of a run on which none was executed says how to execute them', async () => {
    await expect(load(runWith([]))).rejects.toThrow('npx streambook notebooks run --run run');
  });
});
