import { describe, expect, it } from 'vitest';
import { eventsIn, type Load, loadSegments, sendSchedule } from '../../src/producers/load.js';

const of = (load: Load, eventsPerSecond = 100, durationSeconds = 60) => {
  const segments = loadSegments(load, eventsPerSecond, durationSeconds);
  return { segments, events: eventsIn(segments), scheduledSeconds: sendSchedule(segments) };
};

const LOADS: readonly (readonly [Load, number])[] = [
  [{ shape: 'constant' }, 6000],
  [{ shape: 'ramp', from: 0, to: 2 }, 6000],
  [{ shape: 'ramp', from: 2, to: 0 }, 6000],
  [{ shape: 'steps', factors: [1, 0, 3] }, 8000],
  [{ shape: 'spike', atSeconds: 20, forSeconds: 10, factor: 5 }, 10_000],
  [{ shape: 'spike', atSeconds: 50, forSeconds: 100, factor: 2 }, 7000],
  [{ shape: 'daily', days: 1 }, 6000],
  [{ shape: 'daily', days: 3 }, 6000],
];

describe('a load', () => {
  it.each(LOADS)('%j sends %d events in a minute at 100 a second', (load, events) => {
    expect(of(load).events).toBe(events);
  });

  it.each(LOADS)('%j fills the duration and never goes back in time', (load) => {
    const { segments, events, scheduledSeconds } = of(load);
    expect(segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0)).toBeCloseTo(60, 9);
    let last = -1;
    for (let sequence = 0; sequence < events; sequence += 1) {
      const at = scheduledSeconds(sequence);
      if (at < last || at > 60) throw new Error(`event ${sequence} is at ${at} s, after ${last} s`);
      last = at;
    }
    expect(scheduledSeconds(0)).toBe(0);
  });

  it('has its rate at each moment', () => {
    const ramp = of({ shape: 'ramp', from: 0, to: 2 });
    // The integral of 200 x t / 60 is 100 / 60 x t^2.
    expect(ramp.scheduledSeconds(1500)).toBeCloseTo(30, 6);
    const spike = of({ shape: 'spike', atSeconds: 20, forSeconds: 10, factor: 5 });
    expect([1999, 2000, 2500, 6999, 7000].map(spike.scheduledSeconds)).toEqual([
      19.99,
      20,
      21,
      expect.closeTo(29.998, 6),
      30,
    ]);
    const pause = of({ shape: 'steps', factors: [1, 0, 1] });
    expect([1999, 2000].map(pause.scheduledSeconds)).toEqual([19.99, 40]);
  });

  it('answers in any order', () => {
    const { scheduledSeconds } = of({ shape: 'steps', factors: [1, 2, 3] });
    const rising = [0, 1500, 3000, 7000].map(scheduledSeconds);
    expect([7000, 3000, 1500, 0].map(scheduledSeconds).reverse()).toEqual(rising);
  });

  it('keeps the schedule of a constant load free of rounding', () => {
    expect(of({ shape: 'constant' }, 3, 1e6).scheduledSeconds(2_999_997)).toBe(999_999);
    expect(of({ shape: 'constant' }, 0.5, 5).events).toBe(3);
  });
});
