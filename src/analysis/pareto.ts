import { fromCents, shareOf } from './money.js';
import type { Analysis } from './results.js';
import { regroup, type Sales } from './sales.js';
import { rowsOf, sortBy, type Table } from './table.js';

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
  return rowsOf(items).map(({ item, category, quantity, revenue_cents }, i) => ({
    item,
    category,
    quantity,
    revenue: fromCents(revenue_cents),
    share: shareOf(revenue_cents, totalCents),
    cumulative_share: shareOf(cumulativeCents[i] ?? 0, totalCents),
  }));
}
