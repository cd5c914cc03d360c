import { describe, expect, it } from 'vitest';
import { pace, realClock } from '../../src/producers/pace.js';

const START_US = 1_769_860_800_000_000;

describe('pace', () => {
  it('spaces events evenly, and does not add up rounding errors', () => {
    const schedule = pace(START_US, { eventsPerSecond: 3 });
    expect([0, 1, 2, 3].map((sequence) => (schedule.scheduledUs(sequence) ?? 0) - START_US)).toEqual([
      0, 333_333, 666_666, 1_000_000,
    ]);
    expect((schedule.scheduledUs(3_000_000) ?? 0) - START_US).toBe(1e12);
  });

  it.each([
    [{ eventsPerSecond: 200, durationSeconds: 30 }, 6000],
    [{ eventsPerSecond: 0.5, durationSeconds: 5 }, 3],
    [{ eventsPerSecond: 10, maxEvents: 7 }, 7],
    [{ eventsPerSecond: 10, maxEvents: 7, durationSeconds: 0.25 }, 3],
  ])('of %j has %d events, however late it is', (options, count) => {
    const schedule = pace(START_US, options);
    const muchLater = START_US + 3.6e9;
    expect(schedule.includes(count - 1, muchLater)).toBe(true);
    expect(schedule.includes(count, START_US)).toBe(false);
  });

  it('without a rate has no schedule, and ends by number or by the clock', () => {
    const schedule = pace(START_US, { maxEvents: 10, durationSeconds: 2 });
    expect(schedule.scheduledUs(3)).toBeUndefined();
    expect(schedule.includes(9, START_US + 1_999_999)).toBe(true);
    expect(schedule.includes(10, START_US)).toBe(false);
    expect(schedule.includes(0, START_US + 2_000_000)).toBe(false);
  });
});

describe('realClock', () => {
  it('sleeps until the time, never less', async () => {
    const atUs = realClock.nowUs() + 3500;
    await realClock.sleepUntil(atUs);
    expect(realClock.nowUs()).toBeGreaterThanOrEqual(atUs);
  });

  it('wakes when the signal fires', async () => {
    await realClock.sleepUntil(realClock.nowUs() + 3.6e9, AbortSignal.timeout(5));
    await realClock.sleepUntil(realClock.nowUs() + 3.6e9, AbortSignal.abort());
  });
});
