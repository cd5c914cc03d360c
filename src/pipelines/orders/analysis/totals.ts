import { fromCents, shareOf } from './money.js';
import type { OrderTable } from './order-row.js';
import type { Analysis } from './results.js';
import { type Sales, valueDeviation } from './sales.js';
import { columnOf, sortBy, type Table } from '../../../analysis/table.js';

const SATURDAY = 5;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Sums over all orders, and the spread of their dates. */
export function totals(
  kept: OrderTable,
  byTime: Table<Sales & { readonly purchase_date: string; readonly weekday_num: number }>,
): Analysis['totals'] {
  const amounts = kept.frame?.column('amount_cents');
  const dates = columnOf(sortBy(byTime, ['purchase_date', 'rising']), 'purchase_date');
  const revenueCents = sum(columnOf(byTime, 'revenue_cents'));
  const weekdays = columnOf(byTime, 'weekday_num');
  const weekendCents = sum(
    columnOf(byTime, 'revenue_cents').filter((_, i) => (weekdays[i] ?? 0) >= SATURDAY),
  );
  return {
    orders: kept.rowCount,
    revenue: fromCents(revenueCents),
    quantity: sum(columnOf(byTime, 'quantity')),
    mean_order_value: fromCents(amounts?.mean() ?? 0),
    median_order_value: fromCents(amounts?.median() ?? 0),
    first_purchase_date: dates.at(0) ?? null,
    last_purchase_date: dates.at(-1) ?? null,
    weekend_revenue_share: shareOf(weekendCents, revenueCents),
    value_sd: valueDeviation({
      orders: kept.rowCount,
      revenue_cents: revenueCents,
      revenue_squared: sum(columnOf(byTime, 'revenue_squared')),
    }),
  };
}
