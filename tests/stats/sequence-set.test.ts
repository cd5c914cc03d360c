import { describe, expect, it } from 'vitest';
import { sequenceSet } from '../../src/stats/sequence-set.js';

describe('sequenceSet', () => {
  it('knows its members and counts each once', () => {
    const set = sequenceSet();
    expect(set.add(0)).toBe(true);
    expect(set.add(7)).toBe(true);
    expect(set.add(8)).toBe(true);
    expect(set.add(7)).toBe(false);
    expect(set.count).toBe(3);
    expect([0, 1, 7, 8, 9].map((sequence) => set.has(sequence))).toEqual([true, false, true, true, false]);
  });

  it('grows past what it was made for, and keeps what it has', () => {
    const set = sequenceSet(8);
    for (let sequence = 0; sequence < 10_000; sequence += 3) set.add(sequence);
    expect(set.count).toBe(3334);
    for (let sequence = 0; sequence < 10_000; sequence += 1)
      expect(set.has(sequence)).toBe(sequence % 3 === 0);
    expect(set.has(1_000_000)).toBe(false);
  });

  it('takes numbers beyond 31 bits', () => {
    const set = sequenceSet();
    expect(set.add(2 ** 31 + 5)).toBe(true);
    expect(set.has(2 ** 31 + 5)).toBe(true);
    expect(set.has(2 ** 31 + 4)).toBe(false);
  });

  it('tells the ranges that are missing', () => {
    const set = sequenceSet();
    for (const sequence of [1, 2, 5]) set.add(sequence);
    expect(set.missing(9)).toEqual([
      { from: 0, to: 0 },
      { from: 3, to: 4 },
      { from: 6, to: 8 },
    ]);
    expect(set.missing(3)).toEqual([{ from: 0, to: 0 }]);
    expect(set.missing(0)).toEqual([]);
  });

  it('misses nothing when everything is there', () => {
    const set = sequenceSet();
    for (let sequence = 0; sequence < 100; sequence += 1) set.add(sequence);
    expect(set.missing(100)).toEqual([]);
  });

  it.each([-1, 0.5, NaN, 2 ** 32])('refuses %d', (sequence) => {
    expect(() => sequenceSet().add(sequence)).toThrow(RangeError);
  });
});
