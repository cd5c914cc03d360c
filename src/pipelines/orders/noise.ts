import { percentileSample, rateSample } from '../../stats/block-bootstrap.js';
import { decodeBlocks, type EncodedLatencyBlocks } from '../../stats/latency-blocks.js';
import { latencyHistogram, type LatencyHistogram, mergedHistogram } from '../../stats/percentiles.js';
import { type Noise, noiseOfFigure, type Sample } from '../../experiment/compare/noise.js';
import type { OrdersEvidence } from './verify/evidence.js';

/** Micro-batches that a block must hold at least, or its neighbours' latencies depend on its own. */
const TRIGGERS_PER_BLOCK = 2;

/** How many neighbouring blocks are long enough together. */
const togetherOf = ({ block_seconds: blockSeconds }: EncodedLatencyBlocks, secondsMin: number) =>
  Math.max(1, Math.ceil(secondsMin / blockSeconds));

/** Blocks long enough for the run's micro-batches: neighbours are put together. */
function longBlocks(encoded: EncodedLatencyBlocks, secondsMin: number): readonly LatencyHistogram[] {
  const blocks = decodeBlocks(encoded);
  const together = togetherOf(encoded, secondsMin);
  return Array.from({ length: Math.floor(blocks.length / together) }, (_, index) =>
    mergedHistogram(blocks.slice(index * together, (index + 1) * together)),
  );
}

type Batch = OrdersEvidence['results']['measurements']['batches'][number];

/** Micro-batches by the second of their commit. */
function batchBlocks(
  { results, experiment }: OrdersEvidence,
  secondsMin: number,
): readonly (readonly Batch[])[] {
  const seconds = Math.max(1, secondsMin);
  const blocks = new Map<number, Batch[]>();
  for (const batch of results.measurements.batches) {
    if (!experiment.backlog && batch.second < experiment.excludedRampUpSeconds) continue;
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
function samplesOf(evidence: OrdersEvidence): ReadonlyMap<string, Sample> {
  const { latencies, experiment } = evidence;
  const secondsMin = TRIGGERS_PER_BLOCK * experiment.triggerIntervalSeconds;
  const batches = batchBlocks(evidence, secondsMin);
  const rates = batches.map((block) => ({
    amount: block.reduce((sum, { rows }) => sum + rows, 0),
    cost: block.reduce((sum, { duration_ms: ms }) => sum + ms, 0),
  }));
  const batchSeconds = { blockSeconds: Math.max(1, secondsMin) };
  const samples = new Map<string, Sample>([
    ['batch_p50_ms', { ...percentileSample(batches.map(durations), 50), ...batchSeconds }],
    ['processed_rows_per_second', { ...rateSample(rates), ...batchSeconds }],
  ]);
  if (latencies === undefined) return samples;
  const producers = Object.values(latencies.ack);
  const ackSeconds = Math.max(...producers.map((each) => each.block_seconds));
  const [first = [], ...others] = producers.map((each) => longBlocks(each, ackSeconds));
  const ack = first.map((block, index) =>
    mergedHistogram([block, ...others.flatMap((blocks) => blocks.slice(index, index + 1))]),
  );
  const { tracker, committed } = latencies;
  const measured = [
    ['ack', ack, ackSeconds],
    ['tracker', longBlocks(tracker, tracker.block_seconds), tracker.block_seconds],
    [
      'committed',
      longBlocks(committed, secondsMin),
      togetherOf(committed, secondsMin) * committed.block_seconds,
    ],
  ] as const;
  for (const [name, blocks, blockSeconds] of measured) {
    for (const percentile of [50, 95, 99]) {
      samples.set(`${name}_p${percentile}_ms`, { ...percentileSample(blocks, percentile), blockSeconds });
    }
  }
  return samples;
}

/** How far the ratio second / first of a timing may be off, by its name. */
export function noiseOf(first: OrdersEvidence, second: OrdersEvidence): (name: string) => Noise {
  const [one, other] = [samplesOf(first), samplesOf(second)];
  return (name) =>
    noiseOfFigure([
      [first.record.run_id, one.get(name)],
      [second.record.run_id, other.get(name)],
    ]);
}
