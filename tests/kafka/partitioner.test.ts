import { Partitioners } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { partitionForKey as partitionForBytes } from '../../src/kafka/partitioner.js';

const partitionForKey = (key: string, partitionCount: number) =>
  partitionForBytes(Buffer.from(key), partitionCount);
const theirs = Partitioners.DefaultPartitioner();
const theirPartition = (key: string, partitionCount: number) =>
  theirs({
    topic: 'readings',
    partitionMetadata: Array.from({ length: partitionCount }, (_, partitionId) => ({
      partitionErrorCode: 0,
      partitionId,
      leader: 1,
      replicas: [1],
      isr: [1],
    })),
    message: { key, value: '' },
  });

describe('partitionForKey', () => {
  // Keys that differ in their ends alone.
  const keys = Array.from({ length: 2000 }, (_, index) => `sensor-${String(index * 7919).padStart(12, '0')}`);

  it.each([1, 3, 6, 50])('agrees with the reference on %d partitions', (partitionCount) => {
    for (const key of [...keys, '', 'a', 'ab', 'abc', 'abcd', 'Łódź', 'żółw']) {
      expect([key, partitionForKey(key, partitionCount)]).toEqual([key, theirPartition(key, partitionCount)]);
    }
  });

  it('spreads keys evenly', () => {
    const counts = Array.from({ length: 6 }, () => 0);
    for (const key of keys) counts[partitionForKey(key, 6)] = (counts[partitionForKey(key, 6)] ?? 0) + 1;
    // 333 are expected in each; the standard deviation is 17.
    for (const count of counts) expect(Math.abs(count - 333)).toBeLessThan(5 * 17);
  });
});
