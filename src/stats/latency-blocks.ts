import { z } from 'zod';
import { decodeHistogram, encodedHistogramSchema, encodeHistogram } from './encoded-histogram.js';
import { type LatencyHistogram, latencyHistogram, mergedHistogram } from './percentiles.js';
import { SECOND_US } from '../core/units.js';

/** Latencies of a stretch of time, block by block: how much a percentile varies within one run can be read from it. */
export const latencyBlocksSchema = z.strictObject({
  block_seconds: z
    .number()
    .positive()
    .describe('Length of a block, by the scheduled send time of its events'),
  blocks: z.array(encodedHistogramSchema).describe('In order of time; together they are the whole histogram'),
});
export type EncodedLatencyBlocks = z.infer<typeof latencyBlocksSchema>;

/** Latencies counted by the scheduled send time of their events. */
export interface LatencyBlocks {
  readonly blockSeconds: number;
  readonly blocks: readonly LatencyHistogram[];
  record(intendedUs: number, latencyUs: number): void;
  /** All blocks as one. */
  total(): LatencyHistogram;
}

/** More blocks say little more about the noise, and each costs memory while events are sent. */
const BLOCKS_MAX = 32;

/** Neighbours together, so that half as many blocks last twice as long. */
const inPairs = (blocks: readonly LatencyHistogram[]): LatencyHistogram[] =>
  Array.from({ length: Math.ceil(blocks.length / 2) }, (_, index) =>
    mergedHistogram(blocks.slice(2 * index, 2 * index + 2)),
  );

/**
 * Blocks of a second to begin with; whenever there are more than 32 of them, neighbours become one.
 *
 * @param startUs scheduled send time of the first event that is counted; asked when the first one comes
 */
export function latencyBlocks(startUs: () => number): LatencyBlocks {
  let blocks: LatencyHistogram[] = [];
  let blockUs = SECOND_US;
  let firstUs: number | undefined;
  return {
    get blockSeconds() {
      return blockUs / SECOND_US;
    },
    get blocks() {
      return blocks;
    },
    record(intendedUs, latencyUs) {
      firstUs ??= startUs();
      let index = Math.max(0, Math.floor((intendedUs - firstUs) / blockUs));
      while (index >= BLOCKS_MAX) {
        blocks = inPairs(blocks);
        blockUs *= 2;
        index = Math.floor(index / 2);
      }
      while (blocks.length <= index) blocks.push(latencyHistogram());
      blocks[index]?.recordUs(latencyUs);
    },
    total: () => mergedHistogram(blocks),
  };
}

/** The blocks of two senders over the same time as one's. */
export function mergedBlocks(all: readonly LatencyBlocks[]): EncodedLatencyBlocks {
  const blockSeconds = Math.max(1, ...all.map((each) => each.blockSeconds));
  const aligned = all.map((each) => {
    let blocks = [...each.blocks];
    for (let seconds = each.blockSeconds; seconds < blockSeconds; seconds *= 2) blocks = inPairs(blocks);
    return blocks;
  });
  const length = Math.max(0, ...aligned.map((blocks) => blocks.length));
  const merged = Array.from({ length }, (_, index) =>
    mergedHistogram(aligned.flatMap((blocks) => blocks[index] ?? [])),
  );
  return { block_seconds: blockSeconds, blocks: merged.map(encodeHistogram) };
}

export const decodeBlocks = ({ blocks }: EncodedLatencyBlocks): readonly LatencyHistogram[] =>
  blocks.map(decodeHistogram);
