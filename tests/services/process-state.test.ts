import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, it, vi } from 'vitest';
import { isRunning } from '../../src/services/processes.js';

vi.mock('node:fs/promises', async (original) => {
  const files = await original<{ readFile: typeof readFile }>();
  return { ...files, readFile: vi.fn(files.readFile) };
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
