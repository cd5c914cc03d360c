import { describe, expect, test } from 'vitest';
import {
  firstAgainstLast,
  firstAgainstSecond,
  isDifferenceSupported,
  isRatioSupported,
  meanOrders,
  revenueShare,
  vitalCountRange,
  weekendItems,
} from '../../../../src/pipelines/orders/report/comparisons.js';
import { shopHours } from '../../../../src/pipelines/orders/report/shop-hours.js';
import { sampleInput } from './sample.js';

const { results } = await sampleInput();
const { analysis } = results;
const group = (name: string, orders: number, mean: number, value_sd = 28) => ({
  name,
  orders,
  value_sd,
  revenue: orders * mean,
});

describe('a difference is a finding only when its interval supports it', () => {
  test('close means of a few orders do not differ; far ones do', () => {
    const close = meanOrders([group('cash', 74, 38.71), group('card', 480, 38.66)]);
    expect(close && isDifferenceSupported(close.difference)).toBe(false);
    const far = meanOrders([group('cash', 400, 60), group('card', 480, 38.66)]);
    expect(far).toMatchObject({ highest: { name: 'cash' }, lowest: { name: 'card' } });
    expect(far && isDifferenceSupported(far.difference)).toBe(true);
  });

  test('more groups need a larger difference', () => {
    const two = [group('a', 300, 36), group('b', 300, 30)];
    const many = [...two, ...Array.from({ length: 20 }, (_, index) => group(`c${index}`, 300, 33))];
    const supported = (groups: typeof two) => isDifferenceSupported(meanOrders(groups)!.difference);
    expect(supported(two)).toBe(true);
    expect(supported(many)).toBe(false);
  });

  test('revenues', () => {
    expect(isRatioSupported(firstAgainstLast([group('a', 1000, 30), group('b', 500, 30)]))).toBe(true);
    expect(isRatioSupported(firstAgainstSecond([group('a', 501, 30), group('b', 500, 30)]))).toBe(false);
    expect(firstAgainstLast([group('a', 501, 30)])).toBeUndefined();
  });

  test('of results without spread, nothing is compared', () => {
    const old = [group('a', 1000, 30), group('b', 500, 30)].map((row) => ({ ...row, value_sd: undefined }));
    expect(firstAgainstLast(old)).toBeUndefined();
    expect(meanOrders(old)).toBeUndefined();
    expect(revenueShare(old, ({ name }) => name === 'a')).toBeUndefined();
    const items = analysis.pareto.map((row) => ({ ...row, value_sd: undefined }));
    expect(vitalCountRange(items)).toBeUndefined();
  });
});

describe('what the generator put in is found, and nothing else', () => {
  test('items that are bought for the weekend', () => {
    const found = weekendItems(analysis.item_weekday).map(({ item }) => item);
    expect(found).toEqual(expect.arrayContaining(['eggs', 'cheese']));
    for (const item of found) expect(['eggs', 'cheese', 'potatoes']).toContain(item);
  });

  test('cities, which share one distribution of order values, do not differ in it', () => {
    const means = meanOrders(analysis.cities.map((row) => ({ ...row, name: row.store_city })));
    expect(means && isDifferenceSupported(means.difference)).toBe(false);
  });

  test('channels, which do not, differ', () => {
    const means = meanOrders(analysis.rankings.sales_channels);
    expect(means).toMatchObject({ highest: { name: 'online' }, lowest: { name: 'store' } });
    expect(means && isDifferenceSupported(means.difference)).toBe(true);
  });
});

test('the number of vital items has a range that holds the observed one', () => {
  const range = vitalCountRange(analysis.pareto);
  const observed = 1 + analysis.pareto.findIndex((row) => row.cumulative_share >= 0.8);
  expect(range?.least).toBeLessThanOrEqual(observed);
  expect(range?.most).toBeGreaterThanOrEqual(observed);
});

test('hours are given in UTC and by the clocks of the shops', () => {
  expect(shopHours(12, 19, '2026-01-04', '2026-01-31')).toBe(
    '12:00 to 19:00 UTC (13:00 to 20:00 Polish time)',
  );
  expect(shopHours(16, 22, '2026-06-04', '2026-06-30')).toBe(
    '16:00 to 22:00 UTC (18:00 to 24:00 Polish time)',
  );
  expect(shopHours(12, 19, '2026-03-15', '2026-04-11')).toContain('1 to 2 hours later by Polish clocks');
  expect(shopHours(12, 19, null, null)).toBe('12:00 to 19:00 UTC');
});
