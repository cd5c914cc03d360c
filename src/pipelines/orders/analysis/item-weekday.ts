import { CATALOGUE, WEEKDAYS } from '../data/catalogue.js';
import { fromCents } from './money.js';
import type { Analysis } from './results.js';
import type { Sales } from './sales.js';
import { rowsOf, type Table } from '../../../analysis/table.js';

/** Every item of the catalogue on every weekday, those without an order too. */
export function itemWeekday(
  sales: Table<Sales & { readonly item: string; readonly weekday_num: number }>,
): Analysis['item_weekday'] {
  const cells = new Map(rowsOf(sales).map((row) => [`${row.item} ${row.weekday_num}`, row]));
  return CATALOGUE.flatMap(({ item }) =>
    WEEKDAYS.map((weekday_name, weekday_num) => {
      const cell = cells.get(`${item} ${weekday_num}`);
      return {
        item,
        weekday_num,
        weekday_name,
        orders: cell?.orders ?? 0,
        quantity: cell?.quantity ?? 0,
        revenue: fromCents(cell?.revenue_cents ?? 0),
      };
    }),
  );
}
