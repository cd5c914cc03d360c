import type { LandedBatch } from '../analysis/sink-log.js';
import type { LandedRow } from '../analysis/landed.js';
import type { Measurements } from '../analysis/results.js';
import { latencyHistogram, type LatencyHistogram } from '../metrics/percentiles.js';
import type { StreamSection } from '../runs/record.js';
import type { StreamingQueryProgress } from '../spark/index.js';

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

/** Gathers when events became visible to readers. */
export interface CommitMeter {
  readonly latency: LatencyHistogram;
  /** Events per second since the first slot. */
  readonly committedPerSecond: readonly number[];
  add(batch: LandedBatch, rows: readonly LandedRow[]): void;
}

const SECOND_US = 1_000_000;

/**
 * @param startUs The first slot.
 * @param measureFromUs Events intended before this are left out of the latency; they count everywhere else.
 */
export function commitMeter(runId: string, startUs: number, measureFromUs: number): CommitMeter {
  const latency = latencyHistogram();
  const committedPerSecond: number[] = [];
  return {
    latency,
    committedPerSecond,
    add({ committedUs }, rows) {
      if (committedUs === null) return;
      const second = Math.max(0, Math.floor((committedUs - startUs) / SECOND_US));
      for (const { run_id: eventRun, intended_us: intendedUs, sent_us: sentUs } of rows) {
        if (eventRun !== runId || intendedUs === undefined || sentUs === undefined) continue;
        committedPerSecond[second] = (committedPerSecond[second] ?? 0) + 1;
        if (intendedUs >= measureFromUs) latency.recordUs(committedUs - sentUs);
      }
    },
  };
}

const durationOf = (progress: StreamingQueryProgress) => progress.durationMs['triggerExecution'] ?? 0;
const rounded = (value: number) => Math.round(value * 100) / 100;

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
    rows_per_batch: batches.length === 0 ? 0 : rounded(inputRows / batches.length),
    processed_rows_per_second: busyMs === 0 ? 0 : rounded((inputRows * 1000) / busyMs),
  };
}

/** Micro-batches over time, by the moment of their commit. */
export function batchTimeline(
  batches: readonly StreamingQueryProgress[],
  landed: readonly LandedBatch[],
  startUs: number,
): Measurements['batches'] {
  const committedUs = new Map(landed.map((batch) => [batch.batchId, batch.committedUs]));
  return batches.flatMap((batch) => {
    const atUs = committedUs.get(batch.batchId) ?? null;
    if (atUs === null) return [];
    return [
      {
        batch_id: batch.batchId,
        second: rounded((atUs - startUs) / SECOND_US),
        rows: batch.numInputRows,
        duration_ms: durationOf(batch),
      },
    ];
  });
}
