import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { BaseExperiment } from '../../src/config/experiment.js';
import { resolveSettings, type Settings } from '../../src/config/settings.js';
import { StreambookError } from '../../src/core/errors.js';
import type { Course } from '../../src/notebooks/course.js';
import { closeSandbox, currentSandbox, openSandboxOf } from '../../src/notebooks/open-sandbox.js';
import { listHoldings } from '../../src/services/holdings.js';

const closed: string[] = [];

interface Parts {
  readonly table: string;
}

/** Needs no service, and opens two things that say when they are closed. */
const course: Course<BaseExperiment, unknown, never, Parts> = {
  pipeline: { name: 'rides', needs: [] } as unknown as Course['pipeline'],
  parameters: z.strictObject({ seed: z.int().optional() }),
  experimentWith: (_, { seed }) =>
    Promise.resolve({ name: 'rides', title: 'Rides', question: 'How many?', seed: Number(seed ?? 42) }),
  async openParts({ id, folder, opened }) {
    await mkdir(folder, { recursive: true });
    opened.defer('the table', () => closed.push(`table of ${id}`));
    opened.defer('the connection', () => closed.push(`connection of ${id}`));
    return { table: `rides_of_${id}` };
  },
  exercises: [],
};

let home: string;
let settings: Settings;
const held = async () => listHoldings(settings.paths.held);
const open = (number: string, parameters = {}, of = course) =>
  openSandboxOf(of, number, parameters, settings);
const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'open-sandbox-'));
  const resolved = resolveSettings({ STREAMBOOK_HOME: home });
  settings = { ...resolved, paths: { ...resolved.paths, notebooks: join(home, 'notebooks') } };
  const folder = join(settings.paths.notebooks, 'rides');
  await mkdir(folder, { recursive: true });
  for (const name of ['01-first', '02-second']) await writeFile(join(folder, `${name}.ipynb`), '{}');
  closed.length = 0;
});

afterEach(() => rm(home, { recursive: true }));

describe('a sandbox', () => {
  it('has what its course opens, on the services that its pipeline needs and no others', async () => {
    const sandbox = await open('02', { seed: 7 });
    expect(sandbox).toMatchObject({
      number: '02',
      experiment: { seed: 7 },
      table: `rides_of_${sandbox.id}`,
      services: { started: [], stopAfterUse: [] },
    });
    expect(Object.keys(sandbox.services)).toEqual(['started', 'stopAfterUse']);
    expect(currentSandbox()?.sandbox).toBe(sandbox);
    expect(await held()).toMatchObject([
      { purpose: 'notebook rides/02', resource: { kind: 'folder', path: sandbox.folder } },
    ]);
    await closeSandbox(sandbox);
    expect(currentSandbox()).toBeUndefined();
    expect(closed).toEqual([`connection of ${sandbox.id}`, `table of ${sandbox.id}`]);
    expect(await isThere(sandbox.folder)).toBe(false);
    expect(await held()).toEqual([]);
  });

  it('is closed before the next one is opened', async () => {
    const first = await open('01');
    const second = await open('01');
    expect(closed).toHaveLength(2);
    expect(await isThere(first.folder)).toBe(false);
    expect(await isThere(second.folder)).toBe(true);
    await closeSandbox(second);
  });

  it('that cannot be opened leaves nothing behind', async () => {
    const failing: typeof course = {
      ...course,
      async openParts(opening) {
        await course.openParts(opening);
        throw new StreambookError('NO_TABLE', 'the table is not there');
      },
    };
    await expect(open('01', {}, failing)).rejects.toMatchObject({ code: 'NO_TABLE' });
    expect(closed).toHaveLength(2);
    expect(await held()).toEqual([]);
    expect(currentSandbox()).toBeUndefined();
  });

  it('is of a notebook that there is', async () => {
    await expect(open('03')).rejects.toThrow('openSandbox: there is no notebook "03". There are "01", "02"');
  });
});
