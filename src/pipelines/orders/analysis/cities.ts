import { fromCents } from './money.js';
import type { Analysis } from './results.js';
import { regroup, type Sales, valueDeviation } from './sales.js';
import { rowsOf, sortBy, type Table } from '../../../analysis/table.js';

/** Cities by falling revenue, ties by name. */
export function cities(sales: Table<Sales & { readonly store_city: string }>): Analysis['cities'] {
  return rowsOf(
    sortBy(regroup(sales, ['store_city']), ['revenue_cents', 'falling'], ['store_city', 'rising']),
  ).map((row) => ({
    store_city: row.store_city,
    orders: row.orders,
    revenue: fromCents(row.revenue_cents),
    value_sd: valueDeviation(row),
  }));
}
