import {
  type BlockSample,
  percentileSample,
  rateSample,
  ratioInterval,
  type RatioInterval,
} from '../../metrics/block-bootstrap.js';
import { decodeBlocks, type EncodedLatencyBlocks } from '../../metrics/latency-blocks.js';
import { latencyHistogram, type LatencyHistogram, mergedHistogram } from '../../metrics/percentiles.js';
import type { Evidence } from '../verify/evidence.js';

/** Micro-batches that a block must hold at least, or its neighbours' latencies depend on its own. */
const TRIGGERS_PER_BLOCK = 2;

/** Blocks long enough for the run's micro-batches: neighbours are put together. */
function longBlocks(encoded: EncodedLatencyBlocks, secondsMin: number): readonly LatencyHistogram[] {
  const blocks = decodeBlocks(encoded);
  const together = Math.max(1, Math.ceil(secondsMin / encoded.block_seconds));
  return Array.from({ length: Math.floor(blocks.length / together) }, (_, index) =>
    mergedHistogram(blocks.slice(index * together, (index + 1) * together)),
  );
}

type Batch = Evidence['results']['measurements']['batches'][number];

/** Micro-batches by the second of their commit. */
function batchBlocks({ results, experiment }: Evidence, secondsMin: number): readonly (readonly Batch[])[] {
  const seconds = Math.max(1, secondsMin);
  const blocks = new Map<number, Batch[]>();
  for (const batch of results.measurements.batches) {
    if (!experiment.backlog && batch.second < experiment.warmupSeconds) continue;
    const block = Math.floor(batch.second / seconds);
    blocks.set(block, [...(blocks.get(block) ?? []), batch]);
  }
  return [...blocks.values()];
}

function durations(batches: readonly Batch[]): LatencyHistogram {
  const histogram = latencyHistogram();
  for (const batch of batches) histogram.recordUs(batch.duration_ms * 1000);
  return histogram;
}

/** The figures of a run whose noise can be estimated, by the names of its timings. */
function samplesOf(evidence: Evidence): ReadonlyMap<string, BlockSample> {
  const { latencies, experiment } = evidence;
  const secondsMin = TRIGGERS_PER_BLOCK * experiment.triggerIntervalSeconds;
  const batches = batchBlocks(evidence, secondsMin);
  const rates = batches.map((block) => ({
    amount: block.reduce((sum, { rows }) => sum + rows, 0),
    cost: block.reduce((sum, { duration_ms: ms }) => sum + ms, 0),
  }));
  const samples = new Map<string, BlockSample>([
    ['batch_p50_ms', percentileSample(batches.map(durations), 50)],
    ['processed_rows_per_second', rateSample(rates)],
  ]);
  if (latencies === undefined) return samples;
  const [valid, invalid] = [latencies.ack.valid, latencies.ack.invalid].map((blocks) =>
    longBlocks(blocks, Math.max(latencies.ack.valid.block_seconds, latencies.ack.invalid.block_seconds)),
  );
  const ack = (valid ?? []).map((block, index) =>
    mergedHistogram([block, ...(invalid?.slice(index, index + 1) ?? [])]),
  );
  const measured = {
    ack,
    tracker: longBlocks(latencies.tracker, latencies.tracker.block_seconds),
    committed: longBlocks(latencies.committed, secondsMin),
  };
  for (const [name, blocks] of Object.entries(measured)) {
    for (const percentile of [50, 95, 99]) {
      samples.set(`${name}_p${percentile}_ms`, percentileSample(blocks, percentile));
    }
  }
  return samples;
}

/** For each timing that both runs have blocks of, how far the ratio second / first may be off. */
export function noiseOf(first: Evidence, second: Evidence): ReadonlyMap<string, RatioInterval> {
  const [one, other] = [samplesOf(first), samplesOf(second)];
  const intervals = new Map<string, RatioInterval>();
  for (const [name, sample] of one) {
    const against = other.get(name);
    const interval = against && ratioInterval(sample, against);
    if (interval !== undefined) intervals.set(name, interval);
  }
  return intervals;
}
