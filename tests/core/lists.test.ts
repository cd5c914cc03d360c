import { describe, expect, it } from 'vitest';
import { largest, largestOf, smallestOf, sum } from '../../src/core/lists.js';

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

describe('rows', () => {
  const rows = [{ size: 3 }, { size: 7 }, { size: 7, second: true }];

  it('add up', () => {
    expect(sum(rows, ({ size }) => size)).toBe(17);
    expect(sum([], () => 1)).toBe(0);
  });

  it('have a largest: the first of equals', () => {
    expect(largest(rows, ({ size }) => size)).toBe(rows[1]);
    expect(largest([], () => 1)).toBeUndefined();
  });
});
