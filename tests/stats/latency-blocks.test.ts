import { describe, expect, it } from 'vitest';
import {
  decodeBlocks,
  latencyBlocks,
  latencyBlocksSchema,
  mergedBlocks,
} from '../../src/stats/latency-blocks.js';

const START_US = 1_000_000_000;
const SECOND_US = 1_000_000;

/** An event a second, each a millisecond slower than the one before. */
function blocksOf(seconds: number) {
  const blocks = latencyBlocks(() => START_US);
  for (let second = 0; second < seconds; second += 1) {
    blocks.record(START_US + second * SECOND_US, (second + 1) * 1000);
  }
  return blocks;
}

const countsOf = (blocks: readonly { readonly percentilesMs: () => { readonly count: number } }[]) =>
  blocks.map((block) => block.percentilesMs().count);

describe('latencyBlocks', () => {
  it('counts each event in the second of its scheduled send time', () => {
    const blocks = latencyBlocks(() => START_US);
    blocks.record(START_US, 1000);
    blocks.record(START_US + 2.5 * SECOND_US, 7000);
    blocks.record(START_US + 0.9 * SECOND_US, 1000);
    expect(blocks.blockSeconds).toBe(1);
    expect(countsOf(blocks.blocks)).toEqual([2, 0, 1]);
    expect(blocks.blocks[2]?.valueAtMs(50)).toBeCloseTo(7, 1);
  });

  it('asks for the start when the first event comes, and counts what is before it in the first block', () => {
    let startUs = 0;
    const blocks = latencyBlocks(() => startUs);
    startUs = START_US;
    blocks.record(START_US - SECOND_US, 1000);
    expect(countsOf(blocks.blocks)).toEqual([1]);
  });

  it('makes blocks twice as long whenever there would be more than 32', () => {
    expect(blocksOf(32)).toMatchObject({ blockSeconds: 1, blocks: { length: 32 } });
    expect(blocksOf(33)).toMatchObject({ blockSeconds: 2, blocks: { length: 17 } });
    const long = blocksOf(1000);
    expect(long).toMatchObject({ blockSeconds: 32, blocks: { length: 32 } });
    expect(countsOf(long.blocks)).toEqual([...Array<number>(31).fill(32), 8]);
    expect(long.total().percentilesMs()).toMatchObject({ count: 1000, mean: 500.5 });
  });
});

describe('mergedBlocks', () => {
  it('takes the longer blocks where two differ, and loses nothing', () => {
    const merged = mergedBlocks([blocksOf(10), blocksOf(40)]);
    expect(latencyBlocksSchema.parse(merged)).toEqual(merged);
    expect(merged.block_seconds).toBe(2);
    expect(countsOf(decodeBlocks(merged))).toEqual([
      ...Array<number>(5).fill(4),
      ...Array<number>(15).fill(2),
    ]);
  });

  it('of nothing is no block', () => {
    expect(mergedBlocks([])).toEqual({ block_seconds: 1, blocks: [] });
  });
});
