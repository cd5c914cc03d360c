import { describe, expect, it } from 'vitest';
import { medianInterval } from '../../src/stats/median-interval.js';

const upTo = (n: number) => Array.from({ length: n }, (_, index) => n - index);

describe('medianInterval', () => {
  it('takes order statistics that cover the median with 95 %', () => {
    // Conover, "Practical Nonparametric Statistics": for n = 10 the 2nd and 9th value cover it with 97.9 %.
    const ten = medianInterval(upTo(10));
    expect(ten).toMatchObject({ median: 5.5, low: 2, high: 9, values: 10 });
    expect(ten?.coverage).toBeCloseTo(0.9785, 4);
    expect(medianInterval(upTo(20))).toMatchObject({ median: 10.5, low: 6, high: 15 });
  });

  it('gives the outermost values when they are few, and says what they cover', () => {
    expect(medianInterval([7, 3, 5])).toEqual({ median: 5, low: 3, high: 7, coverage: 0.75, values: 3 });
    expect(medianInterval(upTo(6))).toMatchObject({ low: 1, high: 6, coverage: 0.96875 });
    expect(medianInterval([4])).toEqual({ median: 4, low: 4, high: 4, coverage: 0, values: 1 });
  });

  it('of nothing is unknown', () => {
    expect(medianInterval([])).toBeNull();
  });
});
