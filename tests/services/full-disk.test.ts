import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { takeLock } from '../../setup/lock.mjs';
import { resolveSettings, type Settings } from '../../src/config/settings.js';
import { writeJson } from '../../src/core/files.js';
import { silentReporter } from '../../src/core/reporter.js';
import { markerOf } from '../../src/services/daemon.js';
import { readProcesses, writeProcesses } from '../../src/services/state.js';
import { stopServices } from '../../src/services/stop.js';

// A full disk cannot be had without the rights of the superuser.
vi.mock(import('../../setup/lock.mjs'), async (original) => ({
  takeLock: vi.fn((await original()).takeLock),
}));
vi.mock(import('../../src/core/files.js'), async (original) => {
  const files = await original();
  return { ...files, writeJson: vi.fn(files.writeJson) };
});

const failWith = (code: string) => Promise.reject(Object.assign(new Error(`${code}: no more`), { code }));

let settings: Settings;
let lines: string[];
const deps = () => ({
  settings,
  reporter: { ...silentReporter, line: (text: string) => void lines.push(text) },
});

beforeEach(async () => {
  vi.resetAllMocks();
  settings = resolveSettings({ STREAMBOOK_HOME: await mkdtemp(join(tmpdir(), 'full-disk-')) });
  lines = [];
});

describe('a full disk', () => {
  it('does not keep services from being stopped, which is said', async () => {
    const folder = settings.paths.services;
    await mkdir(folder, { recursive: true });
    const idle = ['-e', 'setInterval(() => {}, 1000)', '--', markerOf(folder, 'spark')];
    const child = spawn(process.execPath, idle, { stdio: 'ignore' });
    await once(child, 'spawn');
    const started = { ports: {}, startedAt: '2026-01-31T09:30:00.000Z', archive: null };
    await writeProcesses(folder, [{ name: 'spark', pid: child.pid ?? 0, ...started }]);
    const ended = once(child, 'exit');
    vi.mocked(takeLock).mockImplementation(() => failWith('ENOSPC'));
    vi.mocked(writeJson).mockImplementation(() => failWith('ENOSPC'));
    expect(await stopServices(deps())).toEqual(['spark']);
    await ended;
    expect(lines).toEqual([`services: the disk of ${folder} is full; stopping without the lock`]);
    // It could not be written down; that it runs no more shows by its process.
    expect(await readProcesses(folder)).toHaveLength(1);
  });
});

it('another failure of the lock or of the state is not taken for a full disk', async () => {
  await mkdir(settings.paths.services, { recursive: true });
  await writeProcesses(settings.paths.services, [
    { name: 'spark', pid: 2 ** 30, ports: {}, startedAt: '2026-01-31T09:30:00.000Z', archive: null },
  ]);
  vi.mocked(takeLock).mockImplementationOnce(() => failWith('EACCES'));
  await expect(stopServices(deps())).rejects.toMatchObject({ code: 'EACCES' });
  vi.mocked(writeJson).mockImplementationOnce(() => failWith('EACCES'));
  await expect(stopServices(deps())).rejects.toMatchObject({ code: 'EACCES' });
  expect(lines).toEqual([]);
});
