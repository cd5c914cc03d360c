import { standardDeviation } from '../../../stats/noise.js';
import { fromCents } from './money.js';
import type { OrderRow, OrderTable } from './order-row.js';
import { groupBy, type Table } from '../../../analysis/table.js';

/** What every grouping of the orders sums up. */
export interface Sales {
  readonly orders: number;
  readonly quantity: number;
  readonly revenue_cents: number;
  /** Sum of the squared order values. */
  readonly revenue_squared: number;
}

type Key = Exclude<keyof OrderRow, 'quantity' | 'amount_cents' | 'amount_squared' | 'fault'>;

/** Orders by the keys. This goes through all rows: what can be had from such a grouping takes {@link regroup}. */
export function salesBy<K extends Key>(kept: OrderTable, keys: readonly K[]) {
  return groupBy(kept, keys, {
    orders: ['amount_cents', 'count'],
    quantity: ['quantity', 'sum'],
    revenue_cents: ['amount_cents', 'sum'],
    revenue_squared: ['amount_squared', 'sum'],
  });
}

/** Sums up groups of groups. */
export function regroup<Row extends Sales, K extends keyof Row & string>(
  sales: Table<Row>,
  keys: readonly K[],
) {
  return groupBy(sales, keys, {
    orders: ['orders', 'sum'],
    quantity: ['quantity', 'sum'],
    revenue_cents: ['revenue_cents', 'sum'],
    revenue_squared: ['revenue_squared', 'sum'],
  });
}

/** Standard deviation of the order value. */
export function valueDeviation({ orders, revenue_cents, revenue_squared }: Omit<Sales, 'quantity'>): number {
  return fromCents(standardDeviation({ count: orders, total: revenue_cents, squares: revenue_squared }));
}
