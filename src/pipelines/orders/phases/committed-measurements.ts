import type { CommittedBatch } from '../../../analysis/sink-log.js';
import type { Measurements } from '../../../runs/measurements.js';
import { latencyHistogram, type LatencyHistogram } from '../../../stats/percentiles.js';
import type { LatencySection, ProducerSection, StreamSection } from '../../../runs/stream-sections.js';
import type { Ledger } from '../record.js';
import type { StreamingQueryProgress } from '../../../spark/index.js';
import { SECOND_US, toHundredths } from '../../../core/units.js';

/** Percentiles at which latency curves are drawn: ever closer to the slowest event. */
const CURVE_PERCENTILES = [10, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.9, 100];

type LatencyCurve = Measurements['latency_curves'][number];

export function latencyCurve(name: LatencyCurve['name'], histogram: LatencyHistogram): LatencyCurve {
  const points = CURVE_PERCENTILES.flatMap((percentile) => {
    const ms = histogram.valueAtMs(percentile);
    return ms === null ? [] : [{ percentile, ms }];
  });
  return { name, points };
}

type Stage = Measurements['latency_stages'][number];

/** The stages on the way to the file, in their order, as far as they were measured, and the whole. */
export function latencyStages({ stages, corrected_ms: whole }: LatencySection): Stage[] {
  const { intended_to_sent, sent_to_appended, appended_to_batch_start, batch_start_to_committed } = stages;
  const way = { intended_to_sent, sent_to_appended, appended_to_batch_start, batch_start_to_committed };
  return Object.entries({ ...way, intended_to_committed: whole }).flatMap(
    ([name, { p50, p95, p99, mean }]) => {
      if (p50 === null || p95 === null || p99 === null) return [];
      const stage = name as Stage['stage'];
      return [{ stage, p50, p95, p99, ...(typeof mean === 'number' && { mean }) }];
    },
  );
}

const durationOf = (progress: StreamingQueryProgress) => progress.durationMs['triggerExecution'] ?? 0;

/** The query's part of `run.json`. */
export function streamSection(
  queryId: string,
  batches: readonly StreamingQueryProgress[],
  commitLatency: LatencyHistogram,
): StreamSection {
  const durations = latencyHistogram();
  for (const batch of batches) durations.recordUs(durationOf(batch) * 1000);
  const inputRows = batches.reduce((sum, { numInputRows }) => sum + numInputRows, 0);
  const busyMs = batches.reduce((sum, batch) => sum + durationOf(batch), 0);
  return {
    query_id: queryId,
    batches: batches.length,
    input_rows: inputRows,
    commit_ms: commitLatency.percentilesMs(),
    batch_duration_ms: durations.percentilesMs(),
    rows_per_batch: batches.length === 0 ? 0 : toHundredths(inputRows / batches.length),
    processed_rows_per_second: busyMs === 0 ? 0 : toHundredths((inputRows * 1000) / busyMs),
  };
}

/** Micro-batches over time, by the moment of their commit. */
export function batchTimeline(
  batches: readonly StreamingQueryProgress[],
  committed: readonly CommittedBatch[],
  startUs: number,
): Measurements['batches'] {
  const committedUs = new Map(committed.map((batch) => [batch.batchId, batch.committedUs]));
  return batches.flatMap((batch) => {
    const atUs = committedUs.get(batch.batchId) ?? null;
    if (atUs === null) return [];
    return [
      {
        batch_id: batch.batchId,
        second: toHundredths((atUs - startUs) / SECOND_US),
        rows: batch.numInputRows,
        duration_ms: durationOf(batch),
      },
    ];
  });
}

const MOST_LISTED = 100;

/** Micro-batches whose files hold another number of rows than the query says it took in. */
export function unevenBatches(
  batches: readonly StreamingQueryProgress[],
  rowsByBatch: ReadonlyMap<number, number>,
): Ledger['uneven_batches'] {
  return batches
    .map(({ batchId, numInputRows }) => ({
      batch_id: batchId,
      input_rows: numInputRows,
      committed_rows: rowsByBatch.get(batchId) ?? 0,
    }))
    .filter(({ input_rows: taken, committed_rows: committed }) => taken !== committed)
    .slice(0, MOST_LISTED);
}

/** Events by second: what the producers wrote down of sending, and what was committed. */
export function throughputBySecond(
  timeline: ProducerSection['timeline'],
  committedPerSecond: readonly number[],
): Measurements['throughput'] {
  const seconds = Math.max(timeline.length, committedPerSecond.length);
  return Array.from({ length: seconds }, (_, second) => ({
    second,
    sent: timeline[second]?.sent ?? 0,
    acked: timeline[second]?.acked ?? 0,
    committed: committedPerSecond[second] ?? 0,
  }));
}
