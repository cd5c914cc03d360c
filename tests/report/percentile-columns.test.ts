import { expect, test } from 'vitest';
import { percentileCells } from '../../src/report/percentile-columns.js';

const values = (count: number) => ({
  p50: 1,
  p90: 2,
  p95: 3,
  p99: 4,
  p99_9: 5,
  max: 6,
  count,
  zeros: 0,
  negatives: 0,
});

test('a percentile that would be the largest value under another name is left out', () => {
  expect(percentileCells(values(7))).toEqual(['1.0', '–', '–', '–', '–', '6.0']);
  expect(percentileCells(values(150))).toEqual(['1.0', '2.0', '3.0', '4.0', '–', '6.0']);
  expect(percentileCells(values(1000))).toEqual(['1.0', '2.0', '3.0', '4.0', '5.0', '6.0']);
});
