import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { projectPaths } from '../../src/config/paths.js';
import type { Settings } from '../../src/config/settings.js';
import { course } from '../../src/pipelines/orders/notebooks/course.js';
import { runNotebooks, type RunNotebooksOptions } from '../../src/notebooks/run-notebooks.js';
import { loadAppendix } from '../../src/notebooks/appendix.js';
import { readNotebook } from '../../src/notebooks/source.js';
import { silentReporter } from '../../src/core/reporter.js';
import { loadRun } from '../../src/runs/store.js';
import { listHoldings } from '../../src/services/holdings.js';
import { freshFolder, testSettings } from './support.js';
import { orders } from '../../src/pipelines/orders/pipeline.js';

/** The smallest load that still gives every notebook something to show. */
const SMALL = { seed: '7', rate: '50', duration: '4' };
const COURSE_TIMEOUT_MS = 900_000;

const sourceTexts = async () => {
  const folder = join(projectPaths().notebooks, course.pipeline.name);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ipynb'));
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
};

async function run(options: Partial<RunNotebooksOptions> = {}) {
  const lines: string[] = [];
  const [finished] = await runNotebooks({
    courses: [course],
    names: [],
    given: SMALL,
    cellTimeoutSeconds: 200,
    html: false,
    settings: testSettings(),
    reporter: { ...silentReporter, line: (text) => void lines.push(text) },
    signal: new AbortController().signal,
    ...options,
  });
  if (finished === undefined) throw new Error('no notebook was run');
  return { ...finished, lines };
}

let sourcesBefore: readonly string[];
let done: Awaited<ReturnType<typeof run>>;

beforeAll(async () => {
  vi.stubEnv('STREAMBOOK_HOME', inject('home'));
  sourcesBefore = await sourceTexts();
  done = await run();
}, COURSE_TIMEOUT_MS);

afterAll(() => void vi.unstubAllEnvs());

describe('the course', () => {
  const copyOf = (name: string) => ({ name, file: join(done.paths.notebooks, `${name}.ipynb`) });

  it('leaves its sources alone, and tells of every cell', async () => {
    expect(await sourceTexts()).toEqual(sourcesBefore);
    expect(done.lines).toContainEqual(
      expect.stringMatching(/^08-your-own-experiment: cell (\d+) of \1 done in [\d.]+ s$/),
    );
  });

  it('has a copy with outputs and without errors for each of the eight', async () => {
    const { record } = await loadRun([orders], testSettings().paths, done.runId);
    const executed = record.notebooks ?? [];
    expect(executed.map(({ name }) => name.slice(0, 2)).join()).toBe('01,02,03,04,05,06,07,08');
    for (const { name, parameters } of executed) {
      expect(parameters).toMatchObject({ seed: 7 });
      const outputs = (await readNotebook(copyOf(name))).cells.flatMap((cell) => cell.outputs ?? []);
      const errors = outputs.filter((output) => output['name'] === 'stderr');
      expect({ name, errors }).toEqual({ name, errors: [] });
      expect(JSON.stringify(outputs)).toContain('text/html');
    }
  });

  it('says before it makes a run that it does, and for how long orders are sent', () => {
    expect(done.lines).toContainEqual(
      expect.stringMatching(/^no finished run has these parameters: making one now, of 4 s and /),
    );
  });

  it('leaves nothing on the services, also where a notebook does not close its sandbox', async () => {
    const held = await listHoldings(testSettings().paths.held);
    expect(held.filter(({ purpose }) => purpose.startsWith('notebook'))).toEqual([]);
  });

  it('has a reconciled ledger in the fault lab', async () => {
    const { cells } = await readNotebook(copyOf('07-fault-lab'));
    const ledger = cells.find(({ source }) => source.includes('ordersLedger(sandbox)'));
    const shown = JSON.stringify(ledger?.outputs);
    for (const count of ['lost', 'duplicates', 'unexpected'])
      expect(shown).toMatch(new RegExp(`${count} +0\\\\n`));
  });

  it('can be attached to the report, unless a copy was changed', async () => {
    const { paths } = testSettings();
    const stored = await loadRun([orders], paths, done.runId);
    const attached = await loadAppendix(paths, stored);
    expect(attached[0]?.title).toBe('01 · A tour of the cluster');
    expect(attached.map(({ markup }) => markup).join()).not.toMatch(/<script|<h1/);

    const { file } = copyOf('02-producers');
    await writeFile(file, (await readFile(file, 'utf8')).replace('acknowledged', 'ACKNOWLEDGED'));
    await expect(loadAppendix(paths, stored)).rejects.toThrow('The executed copy of 02-producers');
  });
});

describe('what goes wrong is told', () => {
  it('an unknown notebook or parameter, before anything runs', async () => {
    await expect(run({ names: ['09'] })).rejects.toThrow('There is no notebook "09". There are orders/01-');
    await expect(run({ given: { sed: '1' } })).rejects.toThrow('No chosen notebook has a parameter "sed"');
  });

  /** Settings whose course is one notebook with these cells. */
  async function courseOf(...sources: string[]) {
    const notebooks = await freshFolder('course');
    const folder = join(notebooks, course.pipeline.name);
    await mkdir(folder, { recursive: true });
    const template = join(projectPaths().notebooks, course.pipeline.name, '01-a-tour-of-the-cluster.ipynb');
    const { cells, ...rest } = JSON.parse(await readFile(template, 'utf8')) as { cells: object[] };
    const code = cells.find((cell) => 'outputs' in cell);
    const broken = {
      ...rest,
      cells: sources.map((source, index) => ({ ...code, id: `c${index}`, metadata: {}, source })),
    };
    await writeFile(join(folder, '01-broken.ipynb'), JSON.stringify(broken));
    const settings = testSettings();
    return { ...settings, paths: { ...settings.paths, notebooks } };
  }

  const broken = (settings: Settings, cellTimeoutSeconds = 60) =>
    run({ settings, cellTimeoutSeconds, given: {}, runId: done.runId });

  it('a failing cell: notebook, cell, source and error', async () => {
    const settings = await courseOf('const one = 1;', "throw new Error('so it goes')", 'one');
    await expect(broken(settings)).rejects.toThrow(
      /^01-broken: cell 2 of 3 failed:\n {4}throw new Error\('so it goes'\)\n {2}with:\n[^]*Error: so it goes/,
    );
  });

  it('a cell that does not compile', async () => {
    const settings = await courseOf("const one: number = 'one';");
    await expect(broken(settings)).rejects.toThrow("Type 'string' is not assignable to type 'number'");
  });

  it('a kernel that dies', async () => {
    const settings = await courseOf('process.exit(3)');
    await expect(broken(settings)).rejects.toThrow(/cell 1 of 1 failed:[^]*the kernel died/);
  });

  it('a cell that never ends', async () => {
    const settings = await courseOf('while (true) {}');
    await expect(broken(settings, 5)).rejects.toThrow('it has not ended within 5 s');
  });
});
