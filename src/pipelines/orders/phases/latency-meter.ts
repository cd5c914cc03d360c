import type { CommittedRow } from '../analysis/committed-orders.js';
import type { CommittedBatch } from '../../../analysis/sink-log.js';
import { latencyBlocks, mergedBlocks } from '../../../stats/latency-blocks.js';
import { latencyHistogram, type LatencyHistogram, mergedHistogram } from '../../../stats/percentiles.js';
import { waitOfStarts } from '../../../stats/waiting.js';
import type { Measurements as ProducerFigures } from '../../../producers/measurements.js';
import { encodeHistogram } from '../../../stats/encoded-histogram.js';
import type { Latencies } from '../../../runs/latencies.js';
import type { LatencySection } from '../../../runs/stream-sections.js';
import type { StreamingQueryProgress } from '../../../spark/index.js';
import { SECOND_US } from '../../../core/units.js';

/** Gathers when events became visible to readers, and what took that long. */
export interface LatencyMeter {
  /** From sending to the committed file. */
  readonly raw: LatencyHistogram;
  /** Events per second since the first scheduled send time. */
  readonly committedPerSecond: readonly number[];
  add(batch: CommittedBatch, rows: readonly CommittedRow[]): void;
  section(producers: readonly ProducerFigures[]): LatencySection;
  /** The histograms behind the section, for a file. */
  encoded(producers: readonly ProducerFigures[]): MeteredLatencies;
}

type MeteredLatencies = Pick<Latencies, 'committed' | 'batch_starts_ms' | 'histograms'>;

interface MeterOptions {
  readonly runId: string;
  /** The first scheduled send time. */
  readonly startUs: number;
  /** Events intended before this are left out of latencies; they count everywhere else. */
  readonly measureFromUs: number;
  readonly batches: readonly StreamingQueryProgress[];
  /** Whether `kafka_timestamp_ms` is the broker's timestamp and not the client's. */
  readonly hasAppendTimes: boolean;
}

/** The record with each value replaced. */
const mapped = <K extends string, V, W>(values: Readonly<Record<K, V>>, to: (value: V) => W) =>
  Object.fromEntries(Object.entries<V>(values).map(([key, value]) => [key, to(value)])) as Record<K, W>;

const startUsOf = ({ timestamp }: StreamingQueryProgress) => Date.parse(timestamp) * 1000;

/**
 * One pass over the rows that were committed. Each row brings its own timestamps (intended, sent, appended), its batch the other two
 * (start, commit), and the acknowledgement is measured where it arrives: nothing is kept of an event but its counts.
 */
export function latencyMeter(options: MeterOptions): LatencyMeter {
  const { runId, startUs, measureFromUs, batches, hasAppendTimes } = options;
  const batchStartUs = new Map(batches.map((batch) => [batch.batchId, startUsOf(batch)]));
  const rawBlocks = latencyBlocks(() => measureFromUs);
  const corrected = latencyHistogram();
  const waiting = latencyHistogram();
  const processing = latencyHistogram();
  const batchStartsMs = batches
    .map(startUsOf)
    .filter((us) => us >= measureFromUs)
    .map((us) => (us - startUs) / 1000);
  const stagesOf = (producers: readonly ProducerFigures[]) => ({
    intended_to_sent: mergedHistogram(producers.map(({ lateness }) => lateness)),
    sent_to_appended: mergedHistogram(producers.map(({ appendLatency }) => appendLatency)),
    appended_to_acked: mergedHistogram(producers.map(({ responseLatency }) => responseLatency)),
    appended_to_batch_start: waiting,
    batch_start_to_committed: processing,
  });
  const committedPerSecond: number[] = [];
  return {
    get raw() {
      return rawBlocks.total();
    },
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
        rawBlocks.record(intendedUs, committedUs - sentUs);
        corrected.recordUs(committedUs - intendedUs);
        if (beganUs === undefined) continue;
        processing.recordUs(committedUs - beganUs);
        if (hasAppendTimes && row.kafka_timestamp_ms !== undefined)
          waiting.recordUs(beganUs - row.kafka_timestamp_ms * 1000);
      }
    },
    section(producers) {
      return {
        raw_ms: rawBlocks.total().percentilesMs(),
        corrected_ms: corrected.percentilesMs(),
        stages: mapped(stagesOf(producers), (histogram) => histogram.percentilesMs()),
        batch_wait_explained_ms: waitOfStarts(batchStartsMs),
      };
    },
    encoded: (producers) => ({
      committed: mergedBlocks([rawBlocks]),
      batch_starts_ms: batchStartsMs,
      histograms: mapped({ corrected, ...stagesOf(producers) }, encodeHistogram),
    }),
  };
}
