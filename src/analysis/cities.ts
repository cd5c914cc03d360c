import { fromCents } from './money.js';
import type { Analysis } from './results.js';
import { regroup, type Sales } from './sales.js';
import { rowsOf, sortBy, type Table } from './table.js';

/** Cities by falling revenue, ties by name. */
export function cities(sales: Table<Sales & { readonly store_city: string }>): Analysis['cities'] {
  return rowsOf(
    sortBy(regroup(sales, ['store_city']), ['revenue_cents', 'falling'], ['store_city', 'rising']),
  ).map(({ store_city, orders, revenue_cents }) => ({
    store_city,
    orders,
    revenue: fromCents(revenue_cents),
  }));
}
