import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selectNotebooks } from '../../src/notebooks/select.js';

const FILES = {
  bikes: ['01-docks', '02-trips'],
  taxis: ['01-rides', '02-trips', '03-fares'],
} as const;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'select-'));
  for (const [pipeline, names] of Object.entries(FILES)) {
    await mkdir(join(folder, pipeline));
    for (const name of names) await writeFile(join(folder, pipeline, `${name}.ipynb`), '{}');
  }
});
afterAll(() => rm(folder, { recursive: true }));

const select = async (names: readonly string[], pipelines = ['taxis', 'bikes', 'trams']) =>
  (await selectNotebooks(folder, pipelines, names)).map(
    (notebook) => `${notebook.pipeline}/${notebook.name}`,
  );

describe('notebooks are selected', () => {
  it('all without names, in the order of the pipelines; one may have none', async () => {
    expect(await select([])).toEqual([
      ...FILES.taxis.map((name) => `taxis/${name}`),
      ...FILES.bikes.map((name) => `bikes/${name}`),
    ]);
  });

  it('by the beginning of a name that one pipeline has', async () => {
    expect(await select(['03', '01-d'])).toEqual(['taxis/03-fares', 'bikes/01-docks']);
  });

  it('by pipeline and beginning, each once', async () => {
    expect(await select(['taxis/02', 'taxis/02-trips'])).toEqual(['taxis/02-trips']);
    expect(await select(['bikes/'])).toEqual(['bikes/01-docks', 'bikes/02-trips']);
  });

  it('of one pipeline', async () => {
    expect(await select([], ['bikes'])).toEqual(['bikes/01-docks', 'bikes/02-trips']);
    expect(await select(['02'], ['bikes'])).toEqual(['bikes/02-trips']);
  });
});

describe('it is said what there is', () => {
  it.each([
    [['04'], undefined, 'There is no notebook "04". There are taxis/01-rides, taxis/02-trips,'],
    [['02-trisp'], undefined, 'There is no notebook "02-trisp". Did you mean "02-trips"?'],
    [['taxi/03-fares'], undefined, 'Did you mean "taxis/03-fares"?'],
    [['02'], undefined, 'Several pipelines have a notebook "02": give taxis/02 or bikes/02'],
    [['taxis/02'], ['bikes'], 'There is no notebook "taxis/02". There are bikes/01-docks, bikes/02-trips'],
  ])('%j of %s', async (names, pipelines, message) => {
    await expect(select(names, pipelines)).rejects.toThrow(message);
  });
});
