import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sweepableSettings } from '../../src/config/axes.js';
import { BASE_SETTINGS, type BaseExperiment, type ExperimentKind } from '../../src/config/experiment.js';
import { type Configurable, listExperiments, loadExperimentFile } from '../../src/config/experiment-files.js';

interface Counted extends BaseExperiment {
  readonly count: number;
}

const schema = z.strictObject({
  ...BASE_SETTINGS,
  count: z.int().min(1).default(1).meta({ label: 'Count', sweepable: true }),
});
const config: ExperimentKind<Counted> = { schema, axes: sweepableSettings<Counted>(schema) };
const pipelines: readonly Configurable<Counted>[] = ['lake', 'sales', 'without'].map((name) => ({
  name,
  config,
}));

let folder: string;
const words = { title: 'T', question: 'Q?' };

async function write(path: string, content: unknown): Promise<string> {
  const file = join(folder, path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'experiment-files-'));
  await write('lake/quick.json', { ...words, count: 2 });
  await write('lake/daily.json', { ...words, sweep: { count: [1, 2] } });
  await write('lake/README.md', 'none');
  await write('sales/daily.json', { ...words, count: 3 });
});
afterAll(() => rm(folder, { recursive: true }));

const load = async (wanted: string) => {
  const { pipeline, experiment, sweep } = await loadExperimentFile(folder, pipelines, wanted);
  return { from: pipeline.name, name: experiment.name, count: experiment.count, sweep };
};

it('the experiments are the JSON files in the folders of the pipelines, of which one need not be there', async () => {
  const listed = await listExperiments(folder, pipelines);
  expect(listed.map(({ pipeline, name }) => `${pipeline.name}/${name}`)).toEqual([
    'lake/daily',
    'lake/quick',
    'sales/daily',
  ]);
  expect(listed[2]?.file).toBe(join(folder, 'sales', 'daily.json'));
});

describe('an experiment is meant by', () => {
  it('its name, where one pipeline has it', async () =>
    expect(await load('quick')).toEqual({ from: 'lake', name: 'quick', count: 2, sweep: undefined }));

  it('the name of its pipeline and its own', async () => {
    expect(await load('sales/daily')).toMatchObject({ from: 'sales', count: 3 });
    expect(await load('lake/daily')).toMatchObject({
      from: 'lake',
      sweep: { count: [1, 2], repetitions: 3 },
    });
  });

  it('the path of its file', async () =>
    expect(await load(join(folder, 'sales', 'daily.json'))).toMatchObject({ from: 'sales', name: 'daily' }));

  it('a name that several pipelines have: that of the first', async () =>
    expect(await load('daily')).toMatchObject({ from: 'lake', name: 'daily' }));

  it.each([
    [
      'quik',
      'There is no experiment "quik". Did you mean "quick"? There are lake/daily, lake/quick, sales/daily; or',
    ],
    ['lake/quik', 'There is no experiment "lake/quik". Did you mean "lake/quick"?'],
    ['sales/quick', 'There is no experiment "sales/quick".'],
    ['none.json', 'There is no file none.json'],
  ])('nothing: %s', (wanted, message) =>
    expect(load(wanted)).rejects.toThrow(
      expect.objectContaining({
        code: 'UNKNOWN_EXPERIMENT',
        message: expect.stringContaining(message) as string,
      }),
    ),
  );

  it('nothing, where the path is that of a folder', () =>
    expect(load(folder)).rejects.toThrow(
      `${folder} is a folder; give the name of an experiment (lake/daily, lake/quick, sales/daily) or a .json file`,
    ));
});

describe('a file elsewhere', () => {
  it('says which pipeline it is of and what it is called, as the stored configuration of a run does', async () => {
    const file = await write('runs/1/config.json', { ...words, pipeline: 'sales', name: 'daily', count: 4 });
    expect(await load(file)).toEqual({ from: 'sales', name: 'daily', count: 4, sweep: undefined });
  });

  it('is of the first pipeline and called as its file where it says nothing', async () =>
    expect(await load(await write('mine/own.json', words))).toMatchObject({ from: 'lake', name: 'own' }));

  it.each([
    [
      'an unknown pipeline',
      { ...words, pipeline: 'sails' },
      ': pipeline is "sails": must be one of lake, sales, without',
    ],
    ['text that is not JSON', '{"title": ', ' is not JSON: '],
    ['a list', [words], ': the file is [{"title":"T","question":"Q?"}]: must be an object'],
    ['a wrong setting', { ...words, count: 0 }, ': count is 0: '],
    [
      'a sweep over what is no axis',
      { ...words, sweep: { seed: [1] } },
      ': sweep: unknown key "seed". Allowed are count',
    ],
  ])('is refused with %s', async (_, content, message) => {
    const file = await write('mine/wrong.json', content);
    await expect(load(file)).rejects.toThrow(
      expect.objectContaining({
        code: 'BAD_EXPERIMENT',
        message: expect.stringContaining(`${file}${message}`) as string,
      }),
    );
  });
});
