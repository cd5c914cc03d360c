import { performance } from 'node:perf_hooks';

/** Microseconds since the epoch: monotonic within a process, finer than Date.now(). */
export function nowUs(): number {
  return Math.round((performance.timeOrigin + performance.now()) * 1000);
}
