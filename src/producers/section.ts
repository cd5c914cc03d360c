import { mergedHistogram } from '../stats/percentiles.js';
import type { ProducerCounts, ProducerSection } from '../runs/record.js';
import type { Measurements, TimelineSecond } from './measurements.js';

const round = (value: number) => Math.round(value * 100) / 100;

/** One producer's counts, as `run.json` has them. */
export function producerCounts(figures: Measurements): ProducerCounts {
  return {
    sent_ok: figures.sentOk,
    sent_error: figures.sentError,
    throughput_eps: round(figures.throughputEps),
    ack_ms: figures.ackLatency.percentilesMs(),
  };
}

/** The producer's part of `run.json`: both producers apart and together. */
export function producerSection(valid: Measurements, invalid: Measurements): ProducerSection {
  const both = [valid, invalid];
  return {
    sent_ok: valid.sentOk + invalid.sentOk,
    sent_error: valid.sentError + invalid.sentError,
    // Both send over the same time, so their rates add up.
    throughput_eps: round(valid.throughputEps + invalid.throughputEps),
    ack_ms: mergedHistogram(both.map(({ ackLatency }) => ackLatency)).percentilesMs(),
    by_producer: { valid: producerCounts(valid), invalid: producerCounts(invalid) },
    late_ms: mergedHistogram(both.map(({ lateness }) => lateness)).percentilesMs(),
    timeline: [...mergeTimelines(valid.timeline(), invalid.timeline())],
  };
}

function mergeTimelines(
  left: readonly TimelineSecond[],
  right: readonly TimelineSecond[],
): readonly TimelineSecond[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, second) => ({
    second,
    sent: (left[second]?.sent ?? 0) + (right[second]?.sent ?? 0),
    acked: (left[second]?.acked ?? 0) + (right[second]?.acked ?? 0),
  }));
}
