import { xorshift128plus } from 'pure-rand/generator/xorshift128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { recordedValues } from './encoded-histogram.js';
import type { LatencyHistogram } from './percentiles.js';

/** A measurement in blocks of time, with a figure that can be computed from any selection of them. */
export interface BlockSample {
  readonly blocks: number;
  /** @param drawn how often each block is in the selection */
  readonly figure: (drawn: Uint32Array) => number;
}

export interface RatioInterval {
  readonly low: number;
  readonly high: number;
}

/** Fewer blocks tell too little about how much a figure varies. */
export const BLOCKS_MIN = 8;
const RESAMPLES = 1000;
const SEED = 1;
const LEVEL = 0.95;

/**
 * How far the ratio second / first may be off by the noise within both runs: a 95 % percentile interval of the block
 * bootstrap (Künsch 1989; non-overlapping blocks, Carlstein 1986). Events of one block depend on each other, because they
 * wait for the same micro-batch, so whole blocks are drawn, with replacement, in each run by itself.
 *
 * @returns undefined when a run has fewer than eight blocks, or its figure can be zero.
 */
export function bootstrapRatioInterval(first: BlockSample, second: BlockSample): RatioInterval | undefined {
  if (Math.min(first.blocks, second.blocks) < BLOCKS_MIN) return undefined;
  const random = xorshift128plus(SEED);
  const draw = ({ blocks, figure }: BlockSample): number => {
    const drawn = new Uint32Array(blocks);
    for (let index = 0; index < blocks; index += 1) {
      const block = uniformInt(random, 0, blocks - 1);
      drawn[block] = (drawn[block] ?? 0) + 1;
    }
    return figure(drawn);
  };
  const ratios = Array.from({ length: RESAMPLES }, () => {
    const base = draw(first);
    return draw(second) / base;
  }).sort((one, other) => one - other);
  const at = (share: number) => ratios[Math.round(share * (RESAMPLES - 1))] ?? NaN;
  const [low, high] = [at((1 - LEVEL) / 2), at((1 + LEVEL) / 2)];
  return Number.isFinite(low) && Number.isFinite(high) ? { low, high } : undefined;
}

/** A percentile of latencies that were counted block by block. */
export function percentileSample(histograms: readonly LatencyHistogram[], percentile: number): BlockSample {
  const byBlock = histograms.map(({ counts }) => recordedValues(counts.histogram));
  const values = [...new Set(byBlock.flatMap((block) => block.map(([us]) => us)))].sort(
    (one, other) => one - other,
  );
  const place = new Map(values.map((us, index) => [us, index]));
  // Asked a thousand times, so flat and without iterators.
  const places = byBlock.map((block) => Uint32Array.from(block, ([us]) => place.get(us) ?? 0));
  const times = byBlock.map((block) => Float64Array.from(block, ([, count]) => count));
  const totals = times.map((counts) => counts.reduce((sum, count) => sum + count, 0));
  const counts = new Float64Array(values.length);
  return {
    blocks: histograms.length,
    figure(drawn) {
      counts.fill(0);
      let total = 0;
      for (let block = 0; block < drawn.length; block += 1) {
        const [often = 0, own = NO_PLACES, counted = NO_COUNTS] = [drawn[block], places[block], times[block]];
        if (often === 0) continue;
        for (let entry = 0; entry < own.length; entry += 1) {
          const index = own[entry] ?? 0;
          counts[index] = (counts[index] ?? 0) + often * (counted[entry] ?? 0);
        }
        total += often * (totals[block] ?? 0);
      }
      let rank = Math.max(1, Math.ceil((percentile / 100) * total));
      let index = -1;
      while (rank > 0 && index < counts.length - 1) rank -= counts[(index += 1)] ?? 0;
      return rank > 0 ? NaN : (values[index] ?? NaN);
    },
  };
}

const NO_PLACES = new Uint32Array();
const NO_COUNTS = new Float64Array();

/** A rate: what all blocks together brought, by what they cost. */
export function rateSample(
  blocks: readonly { readonly amount: number; readonly cost: number }[],
): BlockSample {
  return {
    blocks: blocks.length,
    figure(drawn) {
      let [amount, cost] = [0, 0];
      for (const [index, block] of blocks.entries()) {
        const times = drawn[index] ?? 0;
        amount += times * block.amount;
        cost += times * block.cost;
      }
      return amount / cost;
    },
  };
}
