import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { unlessAborted } from '../../src/core/abort.js';

const never = new Promise<never>(() => undefined);

describe('unlessAborted', () => {
  it('gives what the work comes to, and leaves no listener', async () => {
    const { signal } = new AbortController();
    expect(await unlessAborted(signal, Promise.resolve(1))).toBe(1);
    await expect(unlessAborted(signal, Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('throws the reason when the work does not heed the signal', async () => {
    const controller = new AbortController();
    const waiting = unlessAborted(controller.signal, never, 10);
    controller.abort(new Error('spark died'));
    await expect(waiting).rejects.toThrow('spark died');
    await expect(unlessAborted(controller.signal, never)).rejects.toThrow('spark died');
  });

  it('lets work end in order within the grace, and names the reason for what it fails with', async () => {
    const controller = new AbortController();
    const orderly = unlessAborted(controller.signal, sleep(20, 'ended'), 60_000);
    const cutOff = expect(
      unlessAborted(controller.signal, sleep(60_000, '', { signal: controller.signal }), 60_000),
    ).rejects.toThrow('interrupted');
    controller.abort(new Error('interrupted'));
    expect(await orderly).toBe('ended');
    await cutOff;
  });
});
