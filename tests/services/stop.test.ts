import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { takeLock } from '../../setup/lock.mjs';
import { resolveSettings, type Settings } from '../../src/config/settings.js';
import { writeJson } from '../../src/core/files.js';
import { markerOf } from '../../src/services/daemon.js';
import { readProcesses, type StartedProcess, writeProcesses } from '../../src/services/state.js';
import { stopInOrder, stopServices, whileStopped } from '../../src/services/stop.js';
import { listener, ownFolder } from './support.js';

// A full disk cannot be had without the rights of the superuser.
vi.mock(import('../../setup/lock.mjs'), async (original) => ({
  takeLock: vi.fn((await original()).takeLock),
}));
vi.mock(import('../../src/core/files.js'), async (original) => {
  const files = await original();
  return { ...files, writeJson: vi.fn(files.writeJson) };
});

type Rules = Parameters<typeof stopInOrder>[1];

/** Stops processes that take so many milliseconds to end. @returns what happened, in order */
async function stopped(
  rules: Rules,
  durations: Readonly<Record<string, number>>,
): Promise<readonly string[]> {
  const events: string[] = [];
  const daemons = Object.keys(durations).map((name) => ({ name }));
  await stopInOrder(daemons, rules, async ({ name }) => {
    events.push(`stop ${name}`);
    await sleep(durations[name]);
    events.push(`${name} ended`);
  });
  return events;
}

describe('stopInOrder', () => {
  const chain = [
    { name: 'store' },
    { name: 'node', dependsOn: ['store'] },
    { name: 'sink', dependsOn: ['node'] },
  ];

  it('stops what others depend on after them', async () => {
    expect(await stopped(chain, { store: 0, node: 0, sink: 0 })).toEqual([
      'stop sink',
      'sink ended',
      'stop node',
      'node ended',
      'stop store',
      'store ended',
    ]);
  });

  it('waits for nobody who is not to be stopped', async () => {
    expect(await stopped(chain, { store: 0, sink: 0 })).toEqual(
      expect.arrayContaining(['stop store', 'stop sink']),
    );
    expect((await stopped(chain, { store: 0 }))[0]).toBe('stop store');
  });

  it('stops what must outlive only one of those that depend on it when the first has ended', async () => {
    const rules = [
      { name: 'voter', stopsAfter: 'one' as const },
      { name: 'quick', dependsOn: ['voter'] },
      { name: 'slow', dependsOn: ['voter'] },
    ];
    const events = await stopped(rules, { voter: 0, quick: 10, slow: 200 });
    expect(events.slice(0, 4)).toEqual(['stop quick', 'stop slow', 'quick ended', 'stop voter']);
    expect(events.at(-1)).toBe('slow ended');
  });
});

describe('services', () => {
  let settings: Settings;
  let folder: string;
  let reporter: ReturnType<typeof listener>;
  beforeEach(async () => {
    vi.resetAllMocks();
    settings = resolveSettings({ STREAMBOOK_HOME: await ownFolder() });
    folder = settings.paths.services;
    await mkdir(folder, { recursive: true });
    reporter = listener();
  });

  /** A process that bears a service's mark and does nothing. */
  async function start(name: string): Promise<StartedProcess & { readonly child: ChildProcess }> {
    const idle = ['-e', 'setInterval(() => {}, 1000)', '--', markerOf(folder, name)];
    const child = spawn(process.execPath, idle, { stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child, 'spawn');
    const startedAt = '2026-01-31T09:30:00.000Z';
    return { name, pid: child.pid ?? 0, ports: { [name]: 7000 }, startedAt, archive: null, child };
  }
  const hasEnded = ({ child }: { readonly child: ChildProcess }) =>
    child.exitCode !== null || child.signalCode !== null;

  it('are stopped all, and no more on record', async () => {
    const running = [await start('spark'), await start('mysql')];
    await writeProcesses(folder, running);
    expect(await stopServices({ settings, reporter })).toEqual(['spark', 'mysql']);
    await expect.poll(() => running.map(hasEnded)).toEqual([true, true]);
    expect(await readProcesses(folder)).toEqual([]);
    expect(reporter.lines).toEqual([]);
  });

  it('are stopped one by one, whose ports stay known to the others', async () => {
    const [spark, mysql] = [await start('spark'), await start('mysql')];
    await writeProcesses(folder, [spark, mysql]);
    expect(await stopServices({ settings, reporter }, ['mysql', 'namenode'])).toEqual(['mysql']);
    expect(hasEnded(spark)).toBe(false);
    expect(await readProcesses(folder)).toMatchObject([
      { name: 'spark', ports: { spark: 7000 } },
      { name: 'mysql', ports: { mysql: 7000 }, stopping: true },
    ]);
  });

  it('that no record knows are found by their marks, and this is said', async () => {
    const orphan = await start('broker-1');
    expect(await stopServices({ settings, reporter })).toEqual([]);
    await expect.poll(() => hasEnded(orphan)).toBe(true);
    expect(reporter.lines).toEqual([
      `services: stopping broker-1 (process ${orphan.pid}), which an earlier start left behind`,
    ]);
  });

  it('do not run while something is done that they would be in the way of', async () => {
    const spark = await start('spark');
    await writeProcesses(folder, [spark]);
    const work = vi.fn(async () => (await expect.poll(() => hasEnded(spark)).toBe(true), 'done'));
    expect(await whileStopped({ settings, reporter }, work)).toBe('done');
  });

  it('are stopped on a full disk, too, which is said', async () => {
    const spark = await start('spark');
    await writeProcesses(folder, [spark]);
    const failure = () => Promise.reject(Object.assign(new Error('no more'), { code: 'ENOSPC' }));
    vi.mocked(takeLock).mockImplementation(failure);
    vi.mocked(writeJson).mockImplementation(failure);
    expect(await stopServices({ settings, reporter })).toEqual(['spark']);
    await expect.poll(() => hasEnded(spark)).toBe(true);
    expect(reporter.lines).toEqual([`services: the disk of ${folder} is full; stopping without the lock`]);
    // It could not be written down; that it runs no more shows by its process.
    expect(await readProcesses(folder)).toHaveLength(1);
  });

  it('are not stopped after another failure of the lock or of the record', async () => {
    await writeProcesses(folder, [await start('spark')]);
    const failure = () => Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' }));
    vi.mocked(takeLock).mockImplementationOnce(failure);
    await expect(stopServices({ settings, reporter })).rejects.toMatchObject({ code: 'EACCES' });
    vi.mocked(writeJson).mockImplementationOnce(failure);
    await expect(stopServices({ settings, reporter })).rejects.toMatchObject({ code: 'EACCES' });
    expect(reporter.lines).toEqual([]);
  });
});
