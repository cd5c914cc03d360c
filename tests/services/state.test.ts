import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readProcesses, writeProcesses } from '../../src/services/state.js';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'streambook-state-'))));
afterEach(() => rm(folder, { recursive: true }));

it('the state is what was written', async () => {
  expect(await readProcesses(folder)).toEqual([]);
  const started = { name: 'spark', pid: 7, ports: { spark: 15_002 }, startedAt: '2026-01-31', archive: null };
  await writeProcesses(folder, [{ ...started, stopping: true }]);
  expect(await readProcesses(folder)).toEqual([{ ...started, stopping: true }]);
});

it('a state of version 1, or none at all, names no process', async () => {
  const ports = { brokers: [9092, 9094], controllers: [9093, 9095, 9097], spark: 15_002 };
  const old = { version: 1, ports, processes: [{ name: 'spark', pid: 7, startedAt: '', archive: null }] };
  for (const text of [JSON.stringify(old), 'torn {']) {
    await writeFile(join(folder, 'state.json'), text);
    expect(await readProcesses(folder)).toEqual([]);
  }
});
