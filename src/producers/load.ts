import { z } from 'zod';
import { WORKDAY_CURVE } from './day-curve.js';

const factor = z.number().min(0).max(1000);
const seconds = z.number().min(0).max(86_400);

/** How the rate goes over the duration; every factor is relative to the producer's events per second. */
export const loadSchema = z.discriminatedUnion('shape', [
  z.strictObject({ shape: z.literal('constant') }),
  z
    .strictObject({ shape: z.literal('ramp'), from: factor, to: factor })
    .describe('Straight from one factor to the other'),
  z
    .strictObject({ shape: z.literal('steps'), factors: z.array(factor).min(1).max(1000) })
    .describe('Each factor for an equal part of the duration'),
  z
    .strictObject({ shape: z.literal('spike'), atSeconds: seconds, forSeconds: seconds.positive(), factor })
    .describe('Factor 1, but for this one stretch'),
  z
    .strictObject({ shape: z.literal('daily'), days: z.int().min(1).max(366).default(1) })
    .describe('The hours of a working day, so many days in the duration; 1 on average'),
]);
export type Load = z.output<typeof loadSchema>;

export const CONSTANT_LOAD: Load = { shape: 'constant' };

/** A stretch of time over which the rate goes straight from one value to another. */
export interface LoadSegment {
  readonly durationSeconds: number;
  readonly startEventsPerSecond: number;
  readonly endEventsPerSecond: number;
}

/** A load as stretches one after another, which fill the duration. */
export function loadSegments(
  load: Load,
  eventsPerSecond: number,
  durationSeconds: number,
): readonly LoadSegment[] {
  const segment = (forSeconds: number, from: number, to: number): LoadSegment => ({
    durationSeconds: forSeconds,
    startEventsPerSecond: from * eventsPerSecond,
    endEventsPerSecond: to * eventsPerSecond,
  });
  const level = (forSeconds: number, at: number) => segment(forSeconds, at, at);
  switch (load.shape) {
    case 'constant':
      return [level(durationSeconds, 1)];
    case 'ramp':
      return [segment(durationSeconds, load.from, load.to)];
    case 'steps':
      return load.factors.map((at) => level(durationSeconds / load.factors.length, at));
    case 'spike': {
      const from = Math.min(load.atSeconds, durationSeconds);
      const to = Math.min(load.atSeconds + load.forSeconds, durationSeconds);
      return [level(from, 1), level(to - from, load.factor), level(durationSeconds - to, 1)].filter(
        ({ durationSeconds: length }) => length > 0,
      );
    }
    case 'daily':
      return dailySegments(load.days, durationSeconds, segment);
  }
}

/** Straight lines from hour to hour, the last one back to the first. */
function dailySegments(
  days: number,
  durationSeconds: number,
  segment: (forSeconds: number, from: number, to: number) => LoadSegment,
): readonly LoadSegment[] {
  const hours = WORKDAY_CURVE.length;
  const mean = WORKDAY_CURVE.reduce<number>((sum, value) => sum + value, 0) / hours;
  const at = (hour: number) => (WORKDAY_CURVE[hour % hours] ?? 0) / mean;
  return Array.from({ length: days * hours }, (_, hour) =>
    segment(durationSeconds / (days * hours), at(hour), at(hour + 1)),
  );
}

/** A count computed from seconds and rates can miss a whole number by the last bits of a double. */
const COUNT_TOLERANCE = 1e-6;

const eventsOf = ({ durationSeconds, startEventsPerSecond, endEventsPerSecond }: LoadSegment) =>
  ((startEventsPerSecond + endEventsPerSecond) / 2) * durationSeconds;

/** Number of events in the segments: each is sent when the one before it has had its share of the rate. */
export function eventsIn(segments: readonly LoadSegment[]): number {
  return Math.ceil(segments.reduce((sum, segment) => sum + eventsOf(segment), 0) - COUNT_TOLERANCE);
}

/**
 * When each event is to be sent: the rate, integrated over time, has reached its sequence number.
 *
 * @returns Seconds from the first scheduled send time to that of a sequence number; past the last one, the end of the load.
 */
export function sendSchedule(segments: readonly LoadSegment[]): (sequence: number) => number {
  let events = 0;
  let seconds = 0;
  const pieces = segments.map((segment) => {
    const piece = { ...segment, firstEvent: events, startSeconds: seconds };
    events += eventsOf(segment);
    seconds += segment.durationSeconds;
    return { ...piece, endEvent: events };
  });
  const lastIndex = pieces.length - 1;
  // Sequence numbers are asked for in rising order, so the piece is the one of the last question, or one soon after.
  let index = 0;
  return (sequence) => {
    while (index > 0 && sequence < (pieces[index]?.firstEvent ?? 0)) index -= 1;
    while (index < lastIndex && sequence >= (pieces[index]?.endEvent ?? 0)) index += 1;
    const piece = pieces[index];
    if (piece === undefined) return 0;
    return (
      piece.startSeconds + Math.min(secondsFor(piece, sequence - piece.firstEvent), piece.durationSeconds)
    );
  };
}

/** Solves events = start x t + (end - start) x t^2 / (2 x duration) for t, in the form that is exact for a level rate. */
function secondsFor(segment: LoadSegment, events: number): number {
  const { durationSeconds, startEventsPerSecond: start, endEventsPerSecond: end } = segment;
  if (events === 0) return 0;
  const slope = (end - start) / durationSeconds;
  return (2 * events) / (start + Math.sqrt(Math.max(0, start * start + 2 * slope * events)));
}
