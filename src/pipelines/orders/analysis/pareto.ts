import { fromCents, shareOf } from './money.js';
import type { Analysis } from './results.js';
import { regroup, type Sales, valueDeviation } from './sales.js';
import { rowsOf, sortBy, type Table } from '../../../analysis/table.js';

/** Items by falling revenue (ties by name), each with its share and that of all items up to it. */
export function pareto(
  sales: Table<Sales & { readonly item: string; readonly category: string }>,
): Analysis['pareto'] {
  const items = sortBy(
    regroup(sales, ['item', 'category']),
    ['revenue_cents', 'falling'],
    ['item', 'rising'],
  );
  const revenue = items.frame?.column('revenue_cents');
  const totalCents = revenue?.sum() ?? 0;
  const cumulativeCents = (revenue?.cumSum().values ?? []) as readonly number[];
  return rowsOf(items).map((row, i) => ({
    item: row.item,
    category: row.category,
    orders: row.orders,
    quantity: row.quantity,
    revenue: fromCents(row.revenue_cents),
    share: shareOf(row.revenue_cents, totalCents),
    cumulative_share: shareOf(cumulativeCents[i] ?? 0, totalCents),
    value_sd: valueDeviation(row),
  }));
}
