import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, vi } from 'vitest';
import { isAlive, isOfThisSystem, isPidAlive, ownIdentity } from '../../setup/process-identity.mjs';

it('a process knows itself', () => {
  expect(isAlive(ownIdentity())).toBe(true);
  expect(isOfThisSystem(ownIdentity())).toBe(true);
  expect(ownIdentity()).toEqual(ownIdentity());
});

it('a later process with the same id is another', () => {
  expect(isAlive({ ...ownIdentity(), start: '1' })).toBe(false);
  expect(isPidAlive(process.pid, '1')).toBe(false);
  expect(isPidAlive(process.pid)).toBe(true);
});

it('a process of the superuser is alive, though it cannot be signalled', () => {
  expect(isPidAlive(1)).toBe(true);
});

it('a process that may not be signalled is alive, also where the system shows nothing else of it', () => {
  const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
    throw Object.assign(new Error('not yours'), { code: 'EPERM' });
  });
  try {
    expect(isPidAlive(2 ** 30, '1')).toBe(true);
    kill.mockImplementation(() => {
      throw Object.assign(new Error('nobody'), { code: 'ESRCH' });
    });
    expect(isPidAlive(2 ** 30, '1')).toBe(false);
  } finally {
    kill.mockRestore();
  }
});

it('a process that has ended is gone, before and after its parent has looked', async () => {
  // The shell starts a child and becomes a program that never asks how the child ended.
  const script = 'sh -c "exit 0" & echo $!; exec sleep 60';
  const parent = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [text] = (await once(parent.stdout, 'data')) as [Buffer];
  const zombie = Number(String(text));
  await expect.poll(() => isPidAlive(zombie)).toBe(false);
  const { pid = 0 } = parent;
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  expect(isPidAlive(pid)).toBe(false);
});
