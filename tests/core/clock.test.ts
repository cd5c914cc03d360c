import { expect, it } from 'vitest';
import { nowUs } from '../../src/core/clock.js';

it('counts whole microseconds since the epoch, and never goes back', () => {
  const readings = Array.from({ length: 1000 }, nowUs);
  expect(readings.every(Number.isSafeInteger)).toBe(true);
  expect(readings).toEqual(readings.toSorted((left, right) => left - right));
  // The system's clock may be set while a process runs, but not by an hour.
  expect(Math.abs(nowUs() - Date.now() * 1000)).toBeLessThan(3_600_000_000);
});
