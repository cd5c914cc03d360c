import { readdir } from 'node:fs/promises';
import { beforeEach, expect, it, vi } from 'vitest';
import { takeLock } from '../../setup/lock.mjs';
import { resolveSettings, type Settings } from '../../src/config/settings.js';
import { withServicesLock } from '../../src/services/lock.js';
import { listener, ownFolder } from './support.js';

// A full disk cannot be had without the rights of the superuser.
vi.mock(import('../../setup/lock.mjs'), async (original) => ({
  takeLock: vi.fn((await original()).takeLock),
}));

const failWith = (code: string) => Promise.reject(Object.assign(new Error(code), { code }));

let settings: Settings;
let reporter: ReturnType<typeof listener>;
beforeEach(async () => {
  settings = resolveSettings({ STREAMBOOK_HOME: await ownFolder() });
  reporter = listener();
});

it('one works at a time; who waits says so', async () => {
  const events: string[] = [];
  let finish = () => undefined as void;
  const first = withServicesLock({ settings, reporter }, async () => {
    events.push('first begins');
    await new Promise<void>((resolve) => (finish = resolve));
    events.push('first ends');
  });
  await expect.poll(() => events).toEqual(['first begins']);
  const second = withServicesLock({ settings, reporter }, () => Promise.resolve(events.push('second')));
  await expect.poll(() => reporter.lines).toHaveLength(1);
  expect(reporter.lines[0]).toMatch(new RegExp(`^services: .*process ${process.pid}`));
  finish();
  await Promise.all([first, second]);
  expect(events).toEqual(['first begins', 'first ends', 'second']);
});

it('the lock is given back when the work fails', async () => {
  const failing = withServicesLock({ settings, reporter }, () => Promise.reject(new Error('no luck')));
  await expect(failing).rejects.toThrow('no luck');
  expect(await readdir(settings.paths.services)).toEqual([]);
});

it('whoever waits gives up at the signal, and does nothing', async () => {
  const stop = new AbortController();
  const work = vi.fn();
  await withServicesLock({ settings, reporter }, async () => {
    const waiting = withServicesLock({ settings, reporter, signal: stop.signal }, work);
    await expect.poll(() => reporter.lines).toHaveLength(1);
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow();
  });
  expect(work).not.toHaveBeenCalled();
});

it('on a full disk only that is done without the lock for which it was said', async () => {
  const work = vi.fn(() => Promise.resolve('done'));
  vi.mocked(takeLock).mockImplementationOnce(() => failWith('ENOSPC'));
  await expect(withServicesLock({ settings, reporter }, work)).rejects.toMatchObject({ code: 'ENOSPC' });
  vi.mocked(takeLock).mockImplementationOnce(() => failWith('EACCES'));
  await expect(withServicesLock({ settings, reporter }, work, vi.fn())).rejects.toMatchObject({
    code: 'EACCES',
  });
  expect(work).not.toHaveBeenCalled();
  vi.mocked(takeLock).mockImplementationOnce(() => failWith('ENOSPC'));
  const onFullDisk = vi.fn();
  expect(await withServicesLock({ settings, reporter }, work, onFullDisk)).toBe('done');
  expect(onFullDisk).toHaveBeenCalledOnce();
});
