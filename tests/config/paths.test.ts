import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectPaths, PROJECT_ROOT, resetFolders, runPaths } from '../../src/config/paths.js';

const isBelow = (folder: string) => (path: string) => path.startsWith(`${folder}/`);

it('the project folder has the sources of experiments and notebooks', () => {
  const { experiments, notebooks } = projectPaths('/elsewhere');
  expect([experiments, notebooks]).toEqual([
    join(PROJECT_ROOT, 'experiments'),
    join(PROJECT_ROOT, 'notebooks'),
  ]);
  expect([experiments, notebooks].map(existsSync)).toEqual([true, true]);
});

it('all that runs and services write lies under the home, which tests have of their own', () => {
  const { experiments, notebooks, venv, setup, ...own } = projectPaths('/home/of/tests');
  expect(Object.values(own).filter((path) => !isBelow('/home/of/tests')(path))).toEqual([]);
  expect([experiments, notebooks, venv, setup].every(isBelow(PROJECT_ROOT))).toBe(true);
});

it('a reset removes what was written, and nothing that people wrote or set-up fetched', () => {
  const paths = projectPaths();
  const isReset = (path: string) => resetFolders(paths).some((folder) => isBelow(folder)(`${path}/`));
  const kept = Object.entries<string>({ ...paths }).filter(([, path]) => !isReset(path));
  expect(kept.map(([name]) => name).sort()).toEqual([
    'experiments',
    // What is on record there may lie on services of others: the next start removes it.
    'held',
    'notebooks',
    'reportFile',
    'setup',
    'venv',
  ]);
});

it('each part of a run has a place of its own in the folder of the run', () => {
  const { folder, ...parts } = runPaths('/runs', '20260131-093000-quick');
  expect(folder).toBe('/runs/20260131-093000-quick');
  expect(Object.values(parts).every(isBelow(folder))).toBe(true);
  expect(new Set(Object.values(parts)).size).toBe(Object.keys(parts).length);
});
