import type { OrderRow, OrderTable } from './order-row.js';
import { groupBy, type Table } from './table.js';

/** What every grouping of the orders sums up. */
export interface Sales {
  readonly orders: number;
  readonly quantity: number;
  readonly revenue_cents: number;
}

type Key = Exclude<keyof OrderRow, 'quantity' | 'amount_cents' | 'fault'>;

/** Orders by the keys. This goes through all rows: what can be had from such a grouping takes {@link regroup}. */
export function salesBy<K extends Key>(kept: OrderTable, keys: readonly K[]) {
  return groupBy(kept, keys, {
    orders: ['amount_cents', 'count'],
    quantity: ['quantity', 'sum'],
    revenue_cents: ['amount_cents', 'sum'],
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
  });
}
