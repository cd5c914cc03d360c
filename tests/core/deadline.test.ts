import { describe, expect, it } from 'vitest';
import { waitFor } from '../../src/core/deadline.js';
import { StreambookError } from '../../src/core/errors.js';

const never = () => new Promise<undefined>(() => undefined);
const soon = { what: 'something happens', timeoutMs: 50, intervalMs: 1 };

describe('waitFor', () => {
  it('asks until there is a value', async () => {
    let asked = 0;
    expect(await waitFor(() => ((asked += 1) > 3 ? asked : undefined), { ...soon, timeoutMs: 60_000 })).toBe(
      4,
    );
  });

  it('does not wait for a probe beyond the deadline, and tells the probe', async () => {
    let told: unknown;
    const probe = (signal: AbortSignal) => {
      signal.addEventListener('abort', () => void (told = signal.reason));
      return never();
    };
    await expect(waitFor(probe, soon)).rejects.toMatchObject({
      code: 'TIMED_OUT',
      message: 'Timed out after 0.05 s: something happens',
    });
    expect(told).toMatchObject({ code: 'TIMED_OUT' });
  });

  it('does not wait for a probe when the signal fires, or has fired', async () => {
    const reason = new Error('interrupted');
    const controller = new AbortController();
    const waiting = waitFor(never, { ...soon, timeoutMs: 60_000, signal: controller.signal });
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(waitFor(never, { ...soon, signal: controller.signal })).rejects.toBe(reason);
  });

  it('gives what the last probe threw as the cause', async () => {
    const cause = new Error('refused');
    const probe = () => Promise.reject(cause);
    await expect(waitFor(probe, soon)).rejects.toMatchObject({ code: 'TIMED_OUT', cause });
  });

  it('gives up at once on what will not pass', async () => {
    const final = new StreambookError('QUERY_FAILED', 'no');
    await expect(waitFor(() => Promise.reject(final), { ...soon, timeoutMs: 60_000 })).rejects.toBe(final);
  });
});
