import type { LandedRow } from '../analysis/landed.js';
import type { LandedBatch } from '../analysis/sink-log.js';
import { latencyHistogram, type LatencyHistogram, mergedHistogram } from '../metrics/percentiles.js';
import { waitOfStarts } from '../metrics/waiting.js';
import type { Measurements as ProducerFigures } from '../producers/measurements.js';
import type { LatencySection } from '../runs/record.js';
import type { StreamingQueryProgress } from '../spark/index.js';

/** Gathers when events became visible to readers, and what took that long. */
export interface LatencyMeter {
  /** From sending to the committed file. */
  readonly raw: LatencyHistogram;
  /** Events per second since the first slot. */
  readonly committedPerSecond: readonly number[];
  add(batch: LandedBatch, rows: readonly LandedRow[]): void;
  section(producers: readonly ProducerFigures[]): LatencySection;
}

interface MeterOptions {
  readonly runId: string;
  /** The first slot. */
  readonly startUs: number;
  /** Events intended before this are left out of latencies; they count everywhere else. */
  readonly measureFromUs: number;
  readonly batches: readonly StreamingQueryProgress[];
  /** Whether `kafka_timestamp_ms` is the broker's stamp and not the client's. */
  readonly hasAppendTimes: boolean;
}

const SECOND_US = 1_000_000;

const startUsOf = ({ timestamp }: StreamingQueryProgress) => Date.parse(timestamp) * 1000;

/**
 * One pass over the rows that landed. Each row brings its own stamps (intended, sent, appended), its batch the other two
 * (start, commit), and the acknowledgement is measured where it arrives: nothing is kept of an event but its counts.
 */
export function latencyMeter(options: MeterOptions): LatencyMeter {
  const { runId, startUs, measureFromUs, batches, hasAppendTimes } = options;
  const batchStartUs = new Map(batches.map((batch) => [batch.batchId, startUsOf(batch)]));
  const [raw, corrected, waiting, processing] = [0, 1, 2, 3].map(() => latencyHistogram()) as [
    LatencyHistogram,
    LatencyHistogram,
    LatencyHistogram,
    LatencyHistogram,
  ];
  const committedPerSecond: number[] = [];
  return {
    raw,
    committedPerSecond,
    add({ batchId, committedUs }, rows) {
      if (committedUs === null) return;
      const second = Math.max(0, Math.floor((committedUs - startUs) / SECOND_US));
      const beganUs = batchStartUs.get(batchId);
      for (const row of rows) {
        const { intended_us: intendedUs, sent_us: sentUs } = row;
        if (row.run_id !== runId || intendedUs === undefined || sentUs === undefined) continue;
        committedPerSecond[second] = (committedPerSecond[second] ?? 0) + 1;
        if (intendedUs < measureFromUs) continue;
        raw.recordUs(committedUs - sentUs);
        corrected.recordUs(committedUs - intendedUs);
        if (beganUs === undefined) continue;
        processing.recordUs(committedUs - beganUs);
        if (hasAppendTimes && row.kafka_timestamp_ms !== undefined)
          waiting.recordUs(beganUs - row.kafka_timestamp_ms * 1000);
      }
    },
    section: (producers) => ({
      raw_ms: raw.percentilesMs(),
      corrected_ms: corrected.percentilesMs(),
      stages: {
        intended_to_sent: mergedHistogram(producers.map(({ lateness }) => lateness)).percentilesMs(),
        sent_to_appended: mergedHistogram(
          producers.map(({ appendLatency }) => appendLatency),
        ).percentilesMs(),
        appended_to_acked: mergedHistogram(
          producers.map(({ answerLatency }) => answerLatency),
        ).percentilesMs(),
        appended_to_batch_start: waiting.percentilesMs(),
        batch_start_to_committed: processing.percentilesMs(),
      },
      batch_wait_explained_ms: waitOfStarts(
        batches
          .map(startUsOf)
          .filter((us) => us >= measureFromUs)
          .map((us) => us / 1000),
      ),
    }),
  };
}
