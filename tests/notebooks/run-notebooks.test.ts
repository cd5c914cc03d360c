import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveSettings, type Settings } from '../../src/config/settings.js';
import { silentReporter } from '../../src/core/reporter.js';
import type { Course } from '../../src/notebooks/course.js';
import { runNotebooks, type RunNotebooksOptions } from '../../src/notebooks/run-notebooks.js';

const courseOf = (name: string) => ({ pipeline: { name, needs: [] } }) as unknown as Course;

let home: string;
let settings: Settings;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'run-notebooks-'));
  const resolved = resolveSettings({ STREAMBOOK_HOME: home });
  settings = { ...resolved, paths: { ...resolved.paths, notebooks: join(home, 'notebooks') } };
  for (const [pipeline, parameter] of Object.entries({ taxis: 'rides = 3', bikes: "dock = 'north'" })) {
    const cell = {
      cell_type: 'code',
      metadata: { tags: ['parameters'] },
      source: `const ${parameter};`,
      outputs: [],
    };
    const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] };
    await mkdir(join(settings.paths.notebooks, pipeline), { recursive: true });
    await writeFile(join(settings.paths.notebooks, pipeline, '01-first.ipynb'), JSON.stringify(notebook));
  }
});
afterAll(() => rm(home, { recursive: true }));

const run = (options: Partial<RunNotebooksOptions>) =>
  runNotebooks({
    courses: [courseOf('taxis'), courseOf('bikes')],
    names: [],
    given: {},
    cellTimeoutSeconds: 1,
    html: false,
    settings,
    reporter: silentReporter,
    signal: new AbortController().signal,
    ...options,
  });

describe('before any notebook is run', () => {
  it.each<[Partial<RunNotebooksOptions>, string, string]>([
    [{ names: ['02'] }, 'UNKNOWN_NOTEBOOK', 'There is no notebook "02"'],
    [{ pipeline: 'trams' }, 'UNKNOWN_PIPELINE', 'There is no pipeline "trams"'],
    [
      { given: { ride: '5' } },
      'UNKNOWN_PARAMETER',
      'No chosen notebook has a parameter "ride". Did you mean "rides"? The parameters are: rides, dock',
    ],
    [
      { given: { rides: '5' }, pipeline: 'bikes' },
      'UNKNOWN_PARAMETER',
      'No chosen notebook has a parameter "rides". The parameters are: dock',
    ],
    [{ given: { rides: 'five' } }, 'BAD_PARAMETER', 'The parameter rides is "five": allowed is a number'],
    [
      { runId: 'a-run' },
      'SEVERAL_PIPELINES',
      'A run is of one pipeline, and the notebooks are of several (taxis, bikes): choose one with --pipeline',
    ],
  ])('%j is refused', async (options, code, message) => {
    await expect(run(options)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });
});
