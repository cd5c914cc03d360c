import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findByMarker, isRunning, stopProcess } from '../../src/services/processes.js';

vi.mock('node:fs/promises', async (original) => {
  const files = await original<{ readFile: typeof readFile }>();
  return { ...files, readFile: vi.fn(files.readFile) };
});

const children: ChildProcess[] = [];

async function start(marker: string, script: string): Promise<number> {
  const child = spawn(process.execPath, ['-e', script, '--', marker], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(child);
  await once(child.stdout, 'data');
  return child.pid ?? 0;
}

const OBEDIENT = 'console.log(1); setInterval(() => {}, 1000)';
const STUBBORN = "process.on('SIGTERM', () => {}); console.log(1); setInterval(() => {}, 1000)";

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

describe('processes', () => {
  it('are found by an argument of theirs, whole and exact', async () => {
    const marker = `-Dtest=/some folder/${randomUUID()}`;
    const pid = await start(marker, OBEDIENT);
    expect(await findByMarker(marker)).toEqual([pid]);
    expect(await findByMarker(marker.slice(0, -1))).toEqual([]);
    expect(await isRunning(pid, marker)).toBe(true);
    expect(await isRunning(process.pid, marker)).toBe(false);
  });

  it('are stopped, and told whether they ended by themselves', async () => {
    const marker = `-Dtest=${randomUUID()}`;
    const obedient = await start(marker, OBEDIENT);
    expect(await stopProcess(obedient, marker)).toBe(true);
    expect(await isRunning(obedient, marker)).toBe(false);
    const stubborn = await start(marker, STUBBORN);
    expect(await stopProcess(stubborn, marker, 300)).toBe(false);
    expect(await isRunning(stubborn, marker)).toBe(false);
  });

  it('of others are left alone, whatever their id', async () => {
    const pid = await start(`-Dtest=${randomUUID()}`, OBEDIENT);
    expect(await stopProcess(pid, '-Dtest=another')).toBe(true);
    expect(() => process.kill(pid, 0)).not.toThrow();
  });
});

const failOnce = (code: string) =>
  vi.mocked(readFile).mockRejectedValueOnce(Object.assign(new Error(code), { code }));

it.runIf(existsSync('/proc/self/cmdline'))('a process is gone only when the system says so', async () => {
  expect(await isRunning(process.pid, process.argv[0] ?? '')).toBe(true);
  failOnce('ENOENT');
  expect(await isRunning(process.pid, process.argv[0] ?? '')).toBe(false);
  // Too many open files tell nothing of it.
  failOnce('EMFILE');
  await expect(isRunning(process.pid, process.argv[0] ?? '')).rejects.toMatchObject({ code: 'EMFILE' });
});
