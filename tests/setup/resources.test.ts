import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config/paths.js';
import { findingText, measureResources, resourceFindings } from '../../setup/resources.mjs';

const GIB = 2 ** 30;
const ENOUGH = {
  cores: 2,
  memoryBytes: 8 * GIB,
  availableMemoryBytes: 6 * GIB,
  freeDiskBytes: 20 * GIB,
};
const levels = (changes: Partial<typeof ENOUGH>, setupIsComplete = true) =>
  resourceFindings({ ...ENOUGH, ...changes }, setupIsComplete).map(({ level }) => level);

describe('doctor on memory, disk and cores', () => {
  it('finds enough', () => expect(levels({})).toEqual(['ok', 'ok', 'ok']));
  it('misses memory that the machine does not have, and warns of memory that others use', () => {
    expect(levels({ memoryBytes: 2 * GIB, availableMemoryBytes: GIB })).toEqual(['MISSING', 'ok', 'ok']);
    expect(levels({ availableMemoryBytes: GIB })).toEqual(['warning', 'ok', 'ok']);
  });
  it('wants more disk before set-up than after it', () => {
    expect(levels({ freeDiskBytes: 2 * GIB })).toEqual(['ok', 'ok', 'ok']);
    expect(levels({ freeDiskBytes: 2 * GIB }, false)).toEqual(['ok', 'MISSING', 'ok']);
  });
  it('warns of a single core', () => expect(levels({ cores: 1 })).toEqual(['ok', 'ok', 'warning']));
  it('says the value, what is needed, and the fix', () => {
    const [memory] = resourceFindings({ ...ENOUGH, memoryBytes: 2.5 * GIB }, true);
    expect(memory && findingText(memory)).toBe(
      'MISSING  memory 2.5 GiB, of which 6.0 GiB are available (needed: 4 GiB)\n         fix: use a machine or a container with more memory\n',
    );
  });
});

it('measures this machine', async () => {
  const { cores, memoryBytes, availableMemoryBytes, freeDiskBytes } = await measureResources(PROJECT_ROOT);
  expect(cores).toBeGreaterThanOrEqual(1);
  expect(memoryBytes).toBeGreaterThan(GIB);
  expect(memoryBytes).toBeLessThan(2 ** 50);
  expect(availableMemoryBytes).toBeLessThanOrEqual(memoryBytes);
  expect(freeDiskBytes).toBeGreaterThan(0);
});
