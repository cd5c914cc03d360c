import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { analyzeOrders } from '../../../../src/pipelines/orders/analysis/analyze.js';
import type { CommittedRow } from '../../../../src/pipelines/orders/analysis/committed-orders.js';
import type { Analysis } from '../../../../src/pipelines/orders/analysis/results.js';
import { CATALOGUE, WEEKDAYS } from '../../../../src/pipelines/orders/data/catalogue.js';
import { REASONS } from '../../../../src/pipelines/orders/data/rules.js';
import { EXPECTED_REASONS, REFERENCE_DATE, RUN_ID, seededRun } from './seeded-run.js';
import { writeSinkFolder } from '../../../analysis/sink-folder.js';

const options = { runId: RUN_ID, referenceDate: REFERENCE_DATE, expectedReasons: EXPECTED_REASONS };
const { valid, invalid } = seededRun(3000, 400);
const [first] = valid;

const halfOf = <T>(rows: readonly T[], half: 0 | 1) => rows.filter((_, i) => i % 2 === half);
const inCents = (rows: readonly CommittedRow[]) =>
  rows.reduce((sum, row) => sum + Math.round((row.total_amount ?? 0) * 100), 0);
const revenueOf = (rows: readonly CommittedRow[]) => inCents(rows) / 100;
/** Standard deviation of the order value. */
function deviationOf(rows: readonly CommittedRow[]): number {
  const mean = revenueOf(rows) / rows.length;
  const squares = rows.reduce((sum, row) => sum + ((row.total_amount ?? 0) - mean) ** 2, 0);
  return Math.sqrt(squares / (rows.length - 1));
}
const quantityOf = (rows: readonly CommittedRow[]) => rows.reduce((sum, row) => sum + (row.quantity ?? 0), 0);

describe('the analysis of a seeded run', () => {
  let folder: string;
  let result: Analysis;
  const printed: unknown[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'streambook-analysis-'));
    const twice = [first, { ...first, event_seq: 9_999 }, valid[7]].map((row) => ({ ...row }));
    await writeSinkFolder(
      folder,
      [
        { 'validity=valid/0.json': halfOf(valid, 0), 'validity=invalid/0.json': invalid },
        { 'validity=valid/1.json': halfOf(valid, 1) },
        { 'validity=valid/2.json': [...twice, { ...first, order_id: 'x', run_id: 'another' }] },
      ],
      [1],
    );
    await writeFile(join(folder, 'validity=valid', 'orphan.json'), `${JSON.stringify(first)}\n`);
    const spies = (['log', 'warn', 'error', 'info'] as const).map((method) =>
      vi.spyOn(console, method).mockImplementation((...args) => void printed.push(args)),
    );
    result = await analyzeOrders(folder, options);
    for (const spy of spies) spy.mockRestore();
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('prints nothing', () => {
    expect(printed).toEqual([]);
  });

  it('drops duplicates and rows of other runs, and lists every check', () => {
    expect(result.cleaning).toEqual({
      rows_read: 3004,
      dropped: [
        { reason: 'other_run', rows: 1 },
        { reason: 'missing_field', rows: 0 },
        { reason: 'duplicate_order_id', rows: 3 },
        { reason: 'unknown_item', rows: 0 },
        { reason: 'outside_window', rows: 0 },
        { reason: 'calendar_mismatch', rows: 0 },
      ],
      rows_kept: 3000,
    });
  });

  it('adds up the totals', () => {
    const amounts = valid.map((row) => row.total_amount ?? 0).sort((a, b) => a - b);
    const dates = valid.map((row) => row.purchase_date ?? '').sort();
    const median = ((amounts[1499] ?? 0) + (amounts[1500] ?? 0)) / 2;
    expect(result.totals).toEqual({
      orders: 3000,
      revenue: revenueOf(valid),
      quantity: quantityOf(valid),
      mean_order_value: Math.round(inCents(valid) / 3000) / 100,
      median_order_value: Math.round(median * 100) / 100,
      first_purchase_date: dates[0],
      last_purchase_date: dates.at(-1),
      weekend_revenue_share: expect.closeTo(
        revenueOf(valid.filter((row) => row.is_weekend)) / revenueOf(valid),
        5,
      ) as number,
      value_sd: expect.closeTo(deviationOf(valid), 2) as number,
    });
  });

  it('has every item on every weekday', () => {
    expect(result.item_weekday).toEqual(
      CATALOGUE.flatMap(({ item }) =>
        WEEKDAYS.map((weekday_name, weekday_num) => {
          const rows = valid.filter((row) => row.item === item && row.weekday_num === weekday_num);
          return {
            item,
            weekday_num,
            weekday_name,
            orders: rows.length,
            quantity: quantityOf(rows),
            revenue: revenueOf(rows),
          };
        }),
      ),
    );
  });

  it('has every hour of every weekday', () => {
    expect(result.weekday_hour).toHaveLength(7 * 24);
    for (const cell of result.weekday_hour) {
      const rows = valid.filter(
        (row) => row.weekday_num === cell.weekday_num && row.hour_of_day === cell.hour_of_day,
      );
      expect(cell).toMatchObject({
        weekday_name: WEEKDAYS[cell.weekday_num],
        orders: rows.length,
        revenue: revenueOf(rows),
      });
    }
  });

  it('accumulates the shares of items by falling revenue', () => {
    const expected = CATALOGUE.map(({ item, category }) => {
      const rows = valid.filter((row) => row.item === item);
      return { item, category, quantity: quantityOf(rows), revenue: revenueOf(rows) };
    }).sort((a, b) => b.revenue - a.revenue);
    expect(result.pareto).toMatchObject(expected);
    let cumulative = 0;
    for (const { revenue, share, cumulative_share } of result.pareto) {
      cumulative += revenue;
      expect(share).toBeCloseTo(revenue / revenueOf(valid), 5);
      expect(cumulative_share).toBeCloseTo(cumulative / revenueOf(valid), 5);
    }
    expect(result.pareto.at(-1)?.cumulative_share).toBe(1);
  });

  it('summarises the order value of each channel and payment method', () => {
    expect(result.channel_payment.map((row) => row.sales_channel)).toEqual(
      result.channel_payment
        .map((row) => row.sales_channel)
        .toSorted((a, b) => {
          const order = ['store', 'online', 'pickup'];
          return order.indexOf(a) - order.indexOf(b);
        }),
    );
    expect(result.channel_payment.reduce((sum, row) => sum + row.orders, 0)).toBe(3000);
    for (const summary of result.channel_payment) {
      const rows = valid.filter(
        (row) => row.sales_channel === summary.sales_channel && row.payment_method === summary.payment_method,
      );
      const amounts = rows.map((row) => row.total_amount ?? 0);
      const limit = summary.q3 + 1.5 * (summary.q3 - summary.q1);
      expect(summary.orders).toBe(rows.length);
      expect(summary.min).toBe(Math.min(...amounts));
      expect(summary.max).toBe(Math.max(...amounts));
      expect(summary.mean).toBeCloseTo(revenueOf(rows) / rows.length, 1);
      expect(amounts.filter((amount) => amount < summary.median).length).toBeLessThanOrEqual(rows.length / 2);
      expect(amounts.filter((amount) => amount > summary.median).length).toBeLessThanOrEqual(rows.length / 2);
      expect(summary.whisker_high).toBe(Math.max(...amounts.filter((amount) => amount <= limit)));
      expect(summary.outliers).toBe(amounts.filter((amount) => amount > limit).length);
    }
  });

  it('ranks cities, categories, weekdays, hours, channels and payment methods by revenue', () => {
    const ranked = (field: 'store_city' | 'category' | 'weekday_name' | 'sales_channel' | 'payment_method') =>
      [...new Set(valid.map((row) => String(row[field])))]
        .map((name) => {
          const rows = valid.filter((row) => row[field] === name);
          const value_sd = expect.closeTo(deviationOf(rows), 2) as number;
          return { name, orders: rows.length, revenue: revenueOf(rows), value_sd };
        })
        .sort((a, b) => b.revenue - a.revenue);
    const { rankings } = result;
    expect(result.cities).toEqual(
      ranked('store_city').map(({ name, ...sums }) => ({ store_city: name, ...sums })),
    );
    expect(rankings.categories).toMatchObject(ranked('category'));
    expect(rankings.weekdays).toMatchObject(ranked('weekday_name'));
    expect(rankings.sales_channels).toMatchObject(ranked('sales_channel'));
    expect(rankings.payment_methods).toMatchObject(ranked('payment_method'));
    expect(rankings.hours.reduce((sum, { orders }) => sum + orders, 0)).toBe(3000);
    expect(rankings.hours[0]?.name).toMatch(/^\d\d:00$/);
    expect(rankings.weekdays.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 5);
  });

  it('finds every injected mode, and no fault in what was not corrupted', () => {
    const { quality } = result;
    expect(quality.invalid_rows).toBe(400);
    expect(quality.modes.map(({ mode }) => mode)).toEqual(['none', ...Object.keys(EXPECTED_REASONS)]);
    expect(quality.modes[0]).toEqual({ mode: 'none', rows: 3003, detected: 0, reasons: [] });
    for (const { mode, rows, detected, reasons } of quality.modes.slice(1)) {
      const committed = invalid.filter((row) => row.injected_mode === mode);
      expect([rows, detected]).toEqual([committed.length, committed.length]);
      for (const { reason, rows: count } of reasons) {
        expect(count).toBe(
          committed.filter((row) => row.reasons?.some((candidate) => candidate === reason)).length,
        );
      }
    }
    expect(quality.reasons.map(({ reason }) => reason)).toEqual(REASONS);
    expect(quality.reasons.reduce((sum, { rows }) => sum + rows, 0)).toBe(
      invalid.reduce((sum, row) => sum + (row.reasons?.length ?? 0), 0),
    );
  });
});

describe('the analysis of a run in which nothing committed', () => {
  it('has zeros and empty lists', async () => {
    const result = await analyzeOrders('/nowhere', options);
    expect(result.cleaning).toMatchObject({ rows_read: 0, rows_kept: 0 });
    expect(result.totals).toMatchObject({ orders: 0, revenue: 0, first_purchase_date: null });
    expect(result.item_weekday).toHaveLength(70);
    expect(result.item_weekday.every(({ orders }) => orders === 0)).toBe(true);
    expect([result.pareto, result.channel_payment, result.cities, result.rankings.hours]).toEqual([
      [],
      [],
      [],
      [],
    ]);
    expect(result.quality.modes.every(({ rows }) => rows === 0)).toBe(true);
  });

  it('has them too when only invalid orders did', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'streambook-analysis-'));
    await writeSinkFolder(folder, [{ 'validity=invalid/0.json': invalid }]);
    const result = await analyzeOrders(folder, options);
    await rm(folder, { recursive: true });
    expect(result.totals.orders).toBe(0);
    expect(result.quality.invalid_rows).toBe(400);
  });
});
