import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectPaths, type ProjectPaths } from '../../src/config/paths.js';
import { type RunRecord, runRecordSchema } from '../../src/runs/record.js';
import { createRunFolder, listRunIds, loadRun, newRunId, saveRecord } from '../../src/runs/store.js';
import { NEEDS_ROOT, onSmallDisk } from './small-disk.js';

let home: string;
let paths: ProjectPaths;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'streambook-runs-'));
  paths = projectPaths(home);
});
afterEach(() => rm(home, { recursive: true }));

const KINDS = [{ name: 'words' }];

const record = (runId: string): RunRecord => ({
  format: 'streambook-run',
  version: 2,
  pipeline: 'words',
  run_id: runId,
  experiment: 'quick',
  status: 'running',
  seed: 42,
  started_at: '2026-01-31T10:00:00.000Z',
  process: { pid: 1 },
  sections: {},
  phases: [],
});

describe('the run store', () => {
  it('names runs so that they sort by time', () => {
    expect(newRunId('quick', new Date('2026-01-31T09:08:07.123Z'))).toBe('20260131-090807-quick');
  });

  it('keeps a record whole and finds the newest run', async () => {
    for (const id of ['20260131-100000-quick', '20260131-110000-quick']) {
      await saveRecord(await createRunFolder(paths, id), record(id));
    }
    expect(await listRunIds(paths)).toEqual(['20260131-100000-quick', '20260131-110000-quick']);
    expect((await loadRun(KINDS, paths)).record).toEqual(record('20260131-110000-quick'));
    for (const asked of ['', `${paths.runs}/`, `${relative('.', paths.runs)}/`]) {
      const { runId, record: found } = await loadRun(KINDS, paths, `${asked}20260131-100000-quick`);
      expect([runId, found.run_id]).toEqual(['20260131-100000-quick', '20260131-100000-quick']);
    }
    await expect(loadRun(KINDS, paths, '/elsewhere/20260131-100000-quick')).rejects.toThrow(
      /no run "\/elsewhere/,
    );
  });

  it('lists folders alone, whatever else lies beside them', async () => {
    for (const id of ['b-run', 'a-run']) await createRunFolder(paths, id);
    await writeFile(join(paths.runs, '.lock'), '');
    expect(await listRunIds(paths)).toEqual(['a-run', 'b-run']);
  });

  it('never overwrites a run', async () => {
    await createRunFolder(paths, 'once');
    await expect(createRunFolder(paths, 'once')).rejects.toThrow(/once exists already/);
  });

  it('says which runs there are when one is asked for that is not', async () => {
    await expect(loadRun(KINDS, paths)).rejects.toThrow('npm run report');
    await mkdir(join(paths.runs, 'known'), { recursive: true });
    await expect(loadRun(KINDS, paths, 'unknown')).rejects.toThrow(/"unknown".*known/);
    await expect(loadRun(KINDS, paths, '..')).rejects.toThrow(/no run "\.\."/);
  });

  it('names what is wrong in a record', async () => {
    const run = await createRunFolder(paths, 'torn');
    await expect(loadRun(KINDS, paths, 'torn')).rejects.toThrow(/run\.json is missing/);
    await writeFile(run.record, '{"format":"streambook-run"');
    await expect(loadRun(KINDS, paths, 'torn')).rejects.toThrow(/cannot be read/);
    await writeFile(run.record, JSON.stringify({ ...record('torn'), seed: 'x' }));
    await expect(loadRun(KINDS, paths, 'torn')).rejects.toThrow(/seed/);
  });

  it('puts the end of a run in the place of its earlier record when the disk is full', async ({ skip }) => {
    const couldMount = await onSmallDisk(async (folder) => {
      const files = { record: join(folder, 'run.json') };
      const begun = {
        ...record('full'),
        machine: { os: 'x'.repeat(20_000), cpu: '', cores: 1, memory_mb: 1 },
      };
      await saveRecord(files, begun);
      await writeFile(join(folder, 'filler'), Buffer.alloc(2 ** 20)).catch(() => undefined);
      const failed: RunRecord = {
        ...begun,
        status: 'failed',
        error: { phase: 'produce', code: 'DISK_FULL', message: 'full '.repeat(2000) },
      };
      await saveRecord(files, failed);
      const { machine, ...outline } = failed;
      expect(machine).toBeDefined();
      expect(runRecordSchema.parse(JSON.parse(await readFile(files.record, 'utf8')))).toEqual(outline);
      expect(await readdir(folder)).toEqual(['filler', 'run.json']);
    });
    if (!couldMount) skip(NEEDS_ROOT);
  });
});
