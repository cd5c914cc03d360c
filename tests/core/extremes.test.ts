import { describe, expect, it } from 'vitest';
import { largestOf, smallestOf } from '../../src/core/extremes.js';

describe('the extremes of a list', () => {
  it('are those of Math', () => {
    expect([largestOf([2, -3, 7]), smallestOf([2, -3, 7])]).toEqual([7, -3]);
    expect([largestOf([]), smallestOf([])]).toEqual([Math.max(), Math.min()]);
  });

  it('are found in more numbers than a call takes arguments', () => {
    const many = Array.from({ length: 1_000_000 }, (_, index) => index);
    expect([largestOf(many), smallestOf(many)]).toEqual([999_999, 0]);
  });
});
