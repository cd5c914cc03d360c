import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assertFreeSpace, watchDisk } from '../../src/core/disk-space.js';

const MORE_THAN_THERE_IS = 1e12;

describe('assertFreeSpace', () => {
  it('is content with what is there, also for a folder that is still to be made', async () => {
    await assertFreeSpace(tmpdir(), 0, 'a test');
    await assertFreeSpace(join(tmpdir(), 'not', 'made', 'yet'), 0, 'a test');
  });

  it('says how much is free, what needs more, and how to go on', async () => {
    await expect(assertFreeSpace(tmpdir(), MORE_THAN_THERE_IS, 'a test')).rejects.toMatchObject({
      code: 'DISK_FULL',
      message: expect.stringMatching(
        /^Too little disk space in .*: \d+ MB are free, a test needs about 1000000000000 MB; remove/,
      ) as string,
    });
  });
});

describe('watchDisk', () => {
  it('calls once when there is too little', async () => {
    const found = new EventTarget();
    const watch = watchDisk(tmpdir(), MORE_THAN_THERE_IS, ({ code }) => {
      found.dispatchEvent(new CustomEvent('full', { detail: code }));
    });
    const [event] = (await once(found, 'full')) as [CustomEvent];
    watch[Symbol.dispose]();
    expect(event.detail).toBe('DISK_FULL');
  });
});
