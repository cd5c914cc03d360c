import { describe, expect, it } from 'vitest';
import { decodeHistogram, encodeHistogram } from '../../src/stats/encoded-histogram.js';
import { decodeBlocks, latencyBlocks, mergedBlocks } from '../../src/stats/latency-blocks.js';
import { latencyHistogram, mergedHistogram } from '../../src/stats/percentiles.js';

/** Latencies of every size, with zeros, negatives and some that round to zero. */
function latencies(count = 5000): readonly number[] {
  const spread = Array.from({ length: count }, (_, index) => 2 ** ((index * 7919) % 31));
  return [...spread, 0, 0, -3, 0.2, 1_234_567, 3_599_999_999];
}

describe('an encoded histogram', () => {
  it('has the same percentiles, counts and largest value after decoding', () => {
    const histogram = latencyHistogram();
    for (const us of latencies()) histogram.recordUs(us);
    const encoded = encodeHistogram(histogram);
    expect(encoded).toMatchObject({ zeros: 2, negatives: 1, max_us: 3_599_999_999 });
    expect(decodeHistogram(encoded).percentilesMs()).toEqual(histogram.percentilesMs());
  });

  it('may be empty', () => {
    const encoded = encodeHistogram(latencyHistogram());
    expect(decodeHistogram(encoded).percentilesMs()).toEqual(latencyHistogram().percentilesMs());
  });

  it('that is none fails', () => {
    expect(() => decodeHistogram({ hdr: 'AAAA', max_us: 1, zeros: 0, negatives: 0 })).toThrow();
  });
});

const START_US = 1_700_000_000_000_000;
const at = (second: number) => START_US + second * 1_000_000;

describe('blocks of latencies', () => {
  it('are a second long by the scheduled send time, and together the whole', () => {
    const blocks = latencyBlocks(() => START_US);
    const whole = latencyHistogram();
    for (let event = 0; event < 100; event += 1) {
      blocks.record(at(event / 20), 1000 + event);
      whole.recordUs(1000 + event);
    }
    expect(blocks.blockSeconds).toBe(1);
    expect(blocks.blocks.map((block) => block.percentilesMs().count)).toEqual([20, 20, 20, 20, 20]);
    expect(blocks.total().percentilesMs()).toEqual(whole.percentilesMs());
  });

  it('are never more than 32: neighbours become one', () => {
    const blocks = latencyBlocks(() => START_US);
    for (let second = 0; second < 100; second += 1) blocks.record(at(second), 1000);
    expect(blocks.blockSeconds).toBe(4);
    expect(blocks.blocks.map((block) => block.percentilesMs().count)).toEqual(Array(25).fill(4));
  });

  it('of two producers become those of one, also when one stopped earlier', () => {
    const [long, short] = [latencyBlocks(() => START_US), latencyBlocks(() => START_US)];
    for (let second = 0; second < 40; second += 1) long.record(at(second), 1000);
    for (let second = 0; second < 10; second += 1) short.record(at(second), 9000);
    const merged = mergedBlocks([long, short]);
    expect(merged.block_seconds).toBe(2);
    const decoded = decodeBlocks(merged);
    expect(decoded.slice(0, 6).map((block) => block.percentilesMs().count)).toEqual([4, 4, 4, 4, 4, 2]);
    expect(mergedHistogram(decoded).percentilesMs()).toEqual(
      mergedHistogram([long.total(), short.total()]).percentilesMs(),
    );
  });
});
