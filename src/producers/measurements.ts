import { type LatencyBlocks, latencyBlocks } from '../stats/latency-blocks.js';
import { type LatencyHistogram, latencyHistogram } from '../stats/percentiles.js';
import { type SequenceSet, sequenceSet } from '../stats/sequence-set.js';
import { SECOND_US } from '../core/units.js';

/** Events per second since the first scheduled send time. */
export interface TimelineSecond {
  readonly second: number;
  readonly sent: number;
  readonly acked: number;
}

/** What is kept of an event from sending to acknowledgement. Times are microseconds since the epoch. */
export interface SentEvent {
  readonly sequence: number;
  readonly intendedUs: number;
  readonly sentUs: number;
}

/** The figures of one producer, while it sends and after. */
export interface Measurements {
  readonly generated: number;
  readonly sentOk: number;
  readonly sentError: number;
  /** Acknowledged events per second from the first scheduled send time to the last acknowledgement. */
  readonly throughputEps: number;
  /** The last acknowledgement, from the first scheduled send time on. */
  readonly lastAckMs: number;
  /** One bit for every sequence number that was acknowledged. */
  readonly acked: SequenceSet;
  /** From sending to acknowledgement, of events intended after the warm-up. */
  readonly ackLatency: LatencyHistogram;
  /** The same, by stretches of time. */
  readonly ackBlocks: LatencyBlocks;
  /** From sending until the broker appended the event, as far as the brokers report it; in their whole milliseconds. */
  readonly appendLatency: LatencyHistogram;
  /** From the append to the acknowledgement: the other replica, and the way back. */
  readonly responseLatency: LatencyHistogram;
  /** From the scheduled send time to sending, of events intended after the warm-up. */
  readonly lateness: LatencyHistogram;
  timeline(): readonly TimelineSecond[];
}

export interface Recorder extends Measurements {
  recordSent(event: SentEvent): void;
  /** @param appendedMs when the broker appended them, where it reports that */
  recordAcked(events: readonly SentEvent[], ackedUs: number, appendedMs?: number): void;
  recordFailed(events: readonly SentEvent[]): void;
}

export interface RecorderOptions {
  /** The first scheduled send time. */
  readonly startUs: number;
  /** Events intended before this are left out of latencies; they are counted everywhere else. */
  readonly measureFromUs: number;
}

export function recorder({ startUs, measureFromUs }: RecorderOptions): Recorder {
  const acked = sequenceSet();
  const ackBlocks = latencyBlocks(() => measureFromUs);
  const appendLatency = latencyHistogram();
  const responseLatency = latencyHistogram();
  const lateness = latencyHistogram();
  const sentPerSecond: number[] = [];
  const ackedPerSecond: number[] = [];
  let generated = 0;
  let sentError = 0;
  let lastAckUs = startUs;

  const countIn = (perSecond: number[], atUs: number, count: number) => {
    const second = Math.max(0, Math.floor((atUs - startUs) / SECOND_US));
    perSecond[second] = (perSecond[second] ?? 0) + count;
  };

  return {
    acked,
    ackBlocks,
    get ackLatency() {
      return ackBlocks.total();
    },
    appendLatency,
    responseLatency,
    lateness,
    get generated() {
      return generated;
    },
    get sentOk() {
      return acked.count;
    },
    get sentError() {
      return sentError;
    },
    get throughputEps() {
      return lastAckUs > startUs ? (acked.count * SECOND_US) / (lastAckUs - startUs) : 0;
    },
    get lastAckMs() {
      return (lastAckUs - startUs) / 1000;
    },
    recordSent({ intendedUs, sentUs }) {
      generated += 1;
      countIn(sentPerSecond, sentUs, 1);
      if (intendedUs >= measureFromUs) lateness.recordUs(sentUs - intendedUs);
    },
    recordAcked(events, ackedUs, appendedMs) {
      lastAckUs = Math.max(lastAckUs, ackedUs);
      countIn(ackedPerSecond, ackedUs, events.length);
      const appendedUs = appendedMs === undefined ? undefined : appendedMs * 1000;
      let measured = 0;
      for (const { sequence, intendedUs, sentUs } of events) {
        acked.add(sequence);
        if (intendedUs < measureFromUs) continue;
        measured += 1;
        ackBlocks.record(intendedUs, ackedUs - sentUs);
        if (appendedUs !== undefined) appendLatency.recordUs(appendedUs - sentUs);
      }
      // The same for all events of a batch.
      if (appendedUs !== undefined && measured > 0) responseLatency.recordUs(ackedUs - appendedUs, measured);
    },
    recordFailed(events) {
      sentError += events.length;
    },
    timeline: () =>
      Array.from({ length: Math.max(sentPerSecond.length, ackedPerSecond.length) }, (_, second) => ({
        second,
        sent: sentPerSecond[second] ?? 0,
        acked: ackedPerSecond[second] ?? 0,
      })),
  };
}
