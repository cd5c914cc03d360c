import { setTimeout as sleep } from 'node:timers/promises';
import { nowUs } from '../runtime/clock.js';

/** The sender's view of time, so that tests can run it on a clock of their own. */
export interface PaceClock {
  /** Microseconds since the epoch. */
  nowUs(): number;
  /** Comes back at that time or soon after, or at once when the signal fires. */
  sleepUntil(atUs: number, signal?: AbortSignal): Promise<void>;
}

export const realClock: PaceClock = {
  nowUs,
  async sleepUntil(atUs, signal) {
    // Timers count whole milliseconds: rounded up, since a slot may be late but never early.
    const waitMs = Math.max(1, Math.ceil((atUs - nowUs()) / 1000));
    await sleep(waitMs, undefined, { signal }).catch((error: unknown) => {
      if (signal?.aborted !== true) throw error;
    });
  },
};

export interface PaceOptions {
  /** Events a second; absent means as fast as possible. */
  readonly eventsPerSecond?: number | undefined;
  readonly maxEvents?: number | undefined;
  readonly durationSeconds?: number | undefined;
}

/** When each event is due, and when there are no more. */
export interface Pace {
  /** The slot of an event in microseconds since the epoch; undefined when it is due at once. */
  slotUs(sequence: number): number | undefined;
  /** Whether the event belongs to the schedule at all. An open loop asks no clock: slots in the past count. */
  includes(sequence: number, nowUs: number): boolean;
}

const SECOND_US = 1_000_000;

export function pace(startUs: number, options: PaceOptions): Pace {
  const { eventsPerSecond, maxEvents = Infinity, durationSeconds = Infinity } = options;
  if (eventsPerSecond === undefined) {
    const endUs = startUs + durationSeconds * SECOND_US;
    return { slotUs: () => undefined, includes: (sequence, now) => sequence < maxEvents && now < endUs };
  }
  const limit = Math.min(maxEvents, Math.ceil(durationSeconds * eventsPerSecond));
  return {
    slotUs: (sequence) => startUs + Math.floor((sequence * SECOND_US) / eventsPerSecond),
    includes: (sequence) => sequence < limit,
  };
}
