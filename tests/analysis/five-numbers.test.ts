import { describe, expect, it } from 'vitest';
import { fiveNumbers } from '../../src/analysis/five-numbers.js';

describe('fiveNumbers', () => {
  it('interpolates between ranks as R and NumPy do by default', () => {
    // numpy.percentile([1, 2, 4, 8], [25, 50, 75]) gives 1.75, 3, 5
    expect(fiveNumbers([8, 1, 4, 2])).toEqual({
      min: 1,
      q1: 1.75,
      median: 3,
      q3: 5,
      max: 8,
      whiskerLow: 1,
      whiskerHigh: 8,
      outliers: 0,
    });
  });

  it('ends the whiskers at values, not at the fences', () => {
    expect(fiveNumbers([-50, 10, 11, 12, 13, 14, 15, 16, 99])).toMatchObject({
      min: -50,
      whiskerLow: 10,
      whiskerHigh: 16,
      max: 99,
      outliers: 2,
    });
  });

  it('is the value itself for a single value', () => {
    expect(fiveNumbers([7])).toEqual({
      min: 7,
      q1: 7,
      median: 7,
      q3: 7,
      max: 7,
      whiskerLow: 7,
      whiskerHigh: 7,
      outliers: 0,
    });
  });

  it('sorts numbers as numbers', () => {
    expect(fiveNumbers([100, 9, 20])).toMatchObject({ min: 9, median: 20, max: 100 });
  });
});
