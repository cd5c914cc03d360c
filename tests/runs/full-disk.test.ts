import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { silentReporter } from '../../src/core/reporter.js';
import { assertFreeSpace } from '../../src/core/disk-space.js';
import { type RunRecord, runRecordSchema } from '../../src/runs/record.js';
import { runLog } from '../../src/runs/run-log.js';
import { saveRecord } from '../../src/runs/store.js';

const run = promisify(execFile);

/** Lends a file system of one megabyte, where this user may mount one. */
async function onSmallDisk(use: (folder: string) => Promise<void>): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'small-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
  } catch {
    return false;
  }
  try {
    await use(folder);
    return true;
  } finally {
    // Lazily, because a file that has just been closed may still be in use.
    await run('umount', ['-l', folder]);
    await rm(folder, { recursive: true });
  }
}

const record: RunRecord = {
  format: 'streambook-run',
  version: 2,
  pipeline: 'words',
  run_id: 'full',
  experiment: 'quick',
  status: 'running',
  seed: 1,
  started_at: '2026-01-31T09:30:00.000Z',
  process: { pid: 1 },
  sections: {},
  phases: [],
  machine: { os: 'x'.repeat(20_000), cpu: '', cores: 1, memory_mb: 1 },
};

describe('a full disk', () => {
  it('is found before the work, with what is free and what is needed', async () => {
    await expect(assertFreeSpace('/tmp/not/there/yet', 1e9, 'this experiment')).rejects.toThrow(
      /^Too little disk space in \/tmp\/not\/there\/yet: \d+ MB are free, this experiment needs about 1000000000 MB/,
    );
    await assertFreeSpace('/tmp', 0, 'nothing');
  });

  it('takes the end of a run in the place of its earlier record', async ({ skip }) => {
    const couldMount = await onSmallDisk(async (folder) => {
      const files = { record: join(folder, 'run.json') };
      await saveRecord(files, record);
      await writeFile(join(folder, 'filler'), Buffer.alloc(2 ** 20)).catch(() => undefined);
      const failed: RunRecord = {
        ...record,
        status: 'failed',
        error: { phase: 'produce', code: 'DISK_FULL', message: 'full '.repeat(2000) },
      };
      await saveRecord(files, failed);
      const { machine, ...outline } = failed;
      expect(machine).toBeDefined();
      expect(runRecordSchema.parse(JSON.parse(await readFile(files.record, 'utf8')))).toEqual(outline);
      expect(await readdir(folder)).toEqual(['filler', 'run.json']);
    });
    if (!couldMount) skip('mounting needs the rights of root');
  });

  it('keeps nothing from going on that logs, and what was logged follows once there is room', async ({
    skip,
  }) => {
    const couldMount = await onSmallDisk(async (folder) => {
      const texts = ['before it', 'x'.repeat(2 ** 20), 'meanwhile', 'after it'] as const;
      using log = runLog({ logs: folder }, silentReporter);
      log.reporter.line(texts[0]);
      await writeFile(join(folder, 'filler'), Buffer.alloc(2 ** 19));
      log.reporter.line(texts[1]);
      log.reporter.line(texts[2]);
      const logged = async () => (await readFile(join(folder, 'run.log'), 'utf8')).trimEnd().split('\n');
      expect(await logged()).toHaveLength(2);
      await rm(join(folder, 'filler'));
      await run('mount', ['-o', 'remount,size=4m', folder]);
      log.reporter.line(texts[3]);
      const lines = (await logged()).map((line) => JSON.parse(line) as { readonly msg: string });
      expect(lines.map(({ msg }) => msg)).toEqual(texts);
    });
    if (!couldMount) skip('mounting needs the rights of root');
  });
});
