import { describe, expect, test } from 'vitest';
import { busyHours, detection, vitalItems } from '../../../../src/pipelines/orders/report/findings.js';
import { sampleInput } from './sample.js';

const { results } = await sampleInput();

describe('busyHours', () => {
  const cellsOf = (revenueByHour: Readonly<Record<number, number>>) =>
    Array.from({ length: 24 }, (_, hour_of_day) => ({
      weekday_num: 0,
      weekday_name: 'Monday',
      hour_of_day,
      orders: 1,
      revenue: revenueByHour[hour_of_day] ?? 0,
    }));

  test('finds the shortest stretch that holds half of the revenue', () => {
    expect(busyHours(cellsOf({ 8: 20, 9: 30, 10: 10, 17: 40 }))).toEqual({ from: 8, to: 10, share: 0.5 });
  });

  test('takes the fuller of two stretches of one length', () => {
    expect(busyHours(cellsOf({ 3: 25, 4: 25, 22: 20, 23: 35 }))).toMatchObject({ from: 22, to: 24 });
  });

  test('without revenue there is none', () => {
    expect(busyHours(cellsOf({}))).toEqual({ from: 0, to: 24, share: 0 });
  });
});

test('vital items are the fewest that reach four fifths', () => {
  const { pareto } = results.analysis;
  const vital = vitalItems(pareto);
  const before = vital.at(-2);
  expect(vital.at(-1)?.cumulative_share).toBeGreaterThanOrEqual(0.8);
  expect(before?.cumulative_share).toBeLessThan(0.8);
  expect(vitalItems([])).toEqual([]);
});

test('detection adds up the injected modes and keeps false alarms apart', () => {
  const modes = [
    { mode: 'none', rows: 100, detected: 2, reasons: [] },
    { mode: 'wrong_type', rows: 10, detected: 10, reasons: [] },
    { mode: 'unknown_item', rows: 5, detected: 4, reasons: [] },
  ];
  expect(detection({ invalid_rows: 17, reasons: [], modes })).toEqual({
    injected: 15,
    detected: 14,
    incomplete: [modes[2]],
    falseAlarms: 2,
    valid: 100,
  });
});
