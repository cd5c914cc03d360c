import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from '../../setup/lock.mjs';
import { ownIdentity, type ProcessIdentity } from '../../setup/process-identity.mjs';

const WORKER = fileURLToPath(new URL('lock-worker.mjs', import.meta.url));

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streambook-lock-'));
  file = join(folder, 'lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Leaves the lock of some process, as the lock itself would. */
async function leaveLock(holder: Partial<ProcessIdentity>): Promise<void> {
  const since = '2026-01-31T09:30:00.000Z';
  const lock = { token: 'left', holder: { ...ownIdentity(), command: 'streambook run', since, ...holder } };
  await writeFile(file, JSON.stringify(lock));
}

/** The id of a process that has ended. */
function deadPid(): number {
  return Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }));
}

/** What a worker prints, whether or not it lives to its end. */
function work(times: number, end = ''): Promise<string> {
  return new Promise((resolve) =>
    execFile(process.execPath, [WORKER, file, String(times), end], (_, stdout) => resolve(stdout.trim())),
  );
}

async function takeAndGiveBack(): Promise<void> {
  const release = await takeLock(file, { signal: AbortSignal.timeout(10_000) });
  await release();
}

/** Tries for a moment, and fails if the lock is given. */
async function expectHeld(): Promise<readonly string[]> {
  const lines: string[] = [];
  const waiting = takeLock(file, {
    onWait: (line) => lines.push(line),
    signal: AbortSignal.timeout(300),
    remindMs: 100,
  });
  await expect(waiting).rejects.toThrow('timeout');
  return lines;
}

describe('a lock', () => {
  it.each([
    ['a dead process', () => leaveLock({ pid: deadPid(), start: '1' })],
    ['nobody, empty', () => writeFile(file, '')],
    ['nobody, garbage', () => writeFile(file, '{"token": "x", "holder"')],
    ['none', () => Promise.resolve()],
  ])('is held by one of many at a time, left by %s', async (_, leave) => {
    await leave();
    // Some die with the lock in their hands, so that it is taken over again and again.
    const workers = Array.from({ length: 6 }, (_, index) => work(8, index % 2 === 0 ? 'die' : ''));
    const printed = (await Promise.all(workers)).sort();
    expect(printed).toEqual(['', '', '', 'done', 'done', 'done']);
    await takeAndGiveBack();
    expect(await readdir(folder)).toEqual([]);
  });

  it('of a process whose id another has now is taken over', async () => {
    await leaveLock({ start: '1' });
    await takeAndGiveBack();
  });

  it('from before the machine was started again is taken over', async () => {
    await leaveLock({ boot: 'an earlier one' });
    await takeAndGiveBack();
  });

  it('of a process on another machine, or in another container, is waited for', async () => {
    await leaveLock({ pid: 4, host: 'elsewhere', boot: 'its own' });
    const [line] = await expectHeld();
    expect(line).toMatch(/process 4 on elsewhere, since .*; if it has ended, remove .*lock\)$/);
    await leaveLock({ pid: deadPid(), namespace: 'pid:[1]' });
    await expectHeld();
  });

  it('is waited for with a word who has it, since when, and for how long so far', async () => {
    await leaveLock({});
    const [first, second] = await expectHeld();
    expect(first).toMatch(
      new RegExp(`^waiting for "streambook run" \\(process ${process.pid}, since \\d\\d:\\d\\d:\\d\\d\\)$`),
    );
    expect(second).toMatch(/since .*\), \d+ s so far$/);
  });

  it('of another user is theirs', async () => {
    // Process 1 belongs to the superuser; where this is the superuser, it lives all the same.
    await leaveLock({ pid: 1, start: '' });
    await expectHeld();
  });

  it('is given back once, and not after somebody else has it', async () => {
    const release = await takeLock(file);
    await release();
    const next = await takeLock(file);
    const held = await readFile(file, 'utf8');
    await release();
    expect(await readFile(file, 'utf8')).toBe(held);
    await next();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is not left empty by a disk that is full', async () => {
    // No file may grow: to a writer that is the same as a full disk.
    const script = `trap '' XFSZ; ulimit -f 0; exec "$0" "$@"`;
    const child = spawn('bash', ['-c', script, process.execPath, WORKER, file, '1']);
    let said = '';
    child.stderr.on('data', (text) => (said += String(text)));
    const [code] = (await once(child, 'close')) as [number];
    expect(code).not.toBe(0);
    expect(said).toContain('EFBIG');
    expect(await readdir(folder)).toEqual([]);
  });
});
