import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { reset } from '../../src/cli/reset.js';
import { resolveSettings, type Settings } from '../../src/config/settings.js';
import { silentReporter } from '../../src/core/reporter.js';

let home: string;
let settings: Settings;

async function write(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, '');
}

async function filesLeft(): Promise<readonly string[]> {
  const entries = await readdir(home, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => join(parentPath, name).slice(home.length + 1));
}

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'streambook-reset-'));
  settings = resolveSettings({ STREAMBOOK_HOME: home });
  const { runs, sweeps, streams, reports, services } = settings.paths;
  await write(join(home, 'data', '.gitkeep'));
  await write(join(reports, '.gitkeep'));
  for (const folder of [runs, sweeps, streams, reports, services]) await write(join(folder, 'one', 'file'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const resetHome = (confirmed: boolean) =>
  reset({ settings, reporter: silentReporter, signal: new AbortController().signal, confirmed });

it('a reset removes all that was made: runs, sweeps, streams, reports and service data', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  await resetHome(true);
  expect(log).toHaveBeenCalledWith('removed 5 files and folders');
  log.mockRestore();
  expect((await filesLeft()).toSorted()).toEqual(['data/.gitkeep', 'reports/.gitkeep']);
});

it('no service can be started until all of them have been removed', async () => {
  const { runs, services } = settings.paths;
  vi.spyOn(console, 'log').mockReturnValue();
  // Service data are removed last, and so many take a while.
  const many = join(services, 'many');
  await mkdir(many, { recursive: true });
  await Promise.all(Array.from({ length: 2000 }, (_, index) => write(join(many, `${index}`))));
  const resetting = resetHome(true);
  await vi.waitFor(() => expect(existsSync(join(runs, 'one'))).toBe(false), { interval: 1, timeout: 10_000 });
  expect([existsSync(many), existsSync(join(services, 'lock'))]).toEqual([true, true]);
  await resetting;
  vi.restoreAllMocks();
  expect([existsSync(many), existsSync(join(services, 'lock'))]).toEqual([false, false]);
});

it('a reset that is not confirmed removes nothing', async () => {
  await expect(resetHome(false)).rejects.toThrow('remove 5 files and folders');
  expect(await filesLeft()).toHaveLength(7);
});
