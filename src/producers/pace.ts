import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { nowUs } from '../core/clock.js';
import { eventsIn, type Load, loadSegments, sendSchedule } from './load.js';
import { SECOND_US } from '../core/units.js';

/** The sender's view of time, so that tests can run it on a clock of their own. */
export interface PaceClock {
  /** Microseconds since the epoch. */
  nowUs(): number;
  /** Comes back at that time or soon after, or at once when the signal fires. */
  sleepUntil(atUs: number, signal?: AbortSignal): Promise<void>;
}

/** Timers count whole milliseconds and come up to one late: the last stretch is waited for in finer steps. */
const FINE_US = 1200;
/** How long acknowledgements may be kept waiting by one fine step. */
const FINE_STEP_US = 250;
const parking = new Int32Array(new SharedArrayBuffer(4));

export const realClock: PaceClock = {
  nowUs,
  async sleepUntil(atUs, signal) {
    const coarseMs = Math.floor((atUs - nowUs() - FINE_US) / 1000);
    if (coarseMs >= 1) {
      await sleep(coarseMs, undefined, { signal }).catch((error: unknown) => {
        if (signal?.aborted !== true) throw error;
      });
    }
    for (let leftUs = atUs - nowUs(); leftUs > 0 && signal?.aborted !== true; leftUs = atUs - nowUs()) {
      // Blocks the thread, so it burns no processor time that the brokers and Spark need.
      Atomics.wait(parking, 0, 0, Math.min(leftUs, FINE_STEP_US) / 1000);
      await nextTurn();
    }
  },
};

export interface PaceOptions {
  /** Events a second; absent means as fast as possible. */
  readonly eventsPerSecond?: number | undefined;
  readonly maxEvents?: number | undefined;
  readonly durationSeconds?: number | undefined;
  /** How the rate goes over the duration, which it then needs; constant by default. */
  readonly load?: Load | undefined;
}

/** When each event is due, and when there are no more. */
export interface Pace {
  /** The scheduled send time of an event in microseconds since the epoch; undefined when it is due at once. */
  scheduledUs(sequence: number): number | undefined;
  /** Whether the event belongs to the schedule at all. An open loop asks no clock: times in the past count. */
  includes(sequence: number, nowUs: number): boolean;
}

export function pace(startUs: number, options: PaceOptions): Pace {
  const { eventsPerSecond, maxEvents = Infinity, durationSeconds = Infinity, load } = options;
  if (eventsPerSecond === undefined) {
    const endUs = startUs + durationSeconds * SECOND_US;
    return { scheduledUs: () => undefined, includes: (sequence, now) => sequence < maxEvents && now < endUs };
  }
  if (load === undefined || load.shape === 'constant') {
    const limit = Math.min(maxEvents, Math.ceil(durationSeconds * eventsPerSecond));
    return {
      scheduledUs: (sequence) => startUs + Math.floor((sequence * SECOND_US) / eventsPerSecond),
      includes: (sequence) => sequence < limit,
    };
  }
  const segments = loadSegments(load, eventsPerSecond, durationSeconds);
  const limit = Math.min(maxEvents, eventsIn(segments));
  const scheduledSeconds = sendSchedule(segments);
  return {
    scheduledUs: (sequence) => startUs + Math.floor(scheduledSeconds(sequence) * SECOND_US),
    includes: (sequence) => sequence < limit,
  };
}
