import { expect, it } from 'vitest';
import { WORKDAY_CURVE } from '../../src/producers/day-curve.js';

it('a working day has an activity for each of its hours, and is busiest after work', () => {
  expect(WORKDAY_CURVE).toHaveLength(24);
  expect(Math.min(...WORKDAY_CURVE)).toBeGreaterThan(0);
  expect(WORKDAY_CURVE.indexOf(100)).toBe(18);
});
