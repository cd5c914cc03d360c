import { hostname } from 'node:os';
import { expect, it } from 'vitest';
import { isOfThisSystem, isPidAlive } from '../../setup/process-identity.mjs';
import { thisHost } from '../../src/experiment/host.js';
import { machineSchema } from '../../src/runs/record.js';

it('tells this process from a later one with its id', () => {
  const { pid, start, boot = '', namespace = '' } = thisHost().process;
  expect(pid).toBe(process.pid);
  expect(isOfThisSystem({ boot, namespace })).toBe(true);
  expect(isPidAlive(pid, start)).toBe(true);
  expect(isPidAlive(pid, `${start}0`)).toBe(false);
});

it('describes the machine without its name, because records are handed in', () => {
  const host = thisHost();
  expect(machineSchema.parse(host.machine)).toEqual(host.machine);
  expect(host.machine.memory_mb).toBeGreaterThan(0);
  expect(Object.keys(host.process).sort()).toEqual(['boot', 'namespace', 'pid', 'start']);
  expect(Object.values(host.machine)).not.toContain(hostname());
});

it('has a clock of the day and one that never goes back', () => {
  const host = thisHost();
  const [before, monotonic] = [Date.now(), host.monotonicMs()];
  expect(host.now().getTime()).toBeGreaterThanOrEqual(before);
  expect(host.monotonicMs()).toBeGreaterThanOrEqual(monotonic);
});
