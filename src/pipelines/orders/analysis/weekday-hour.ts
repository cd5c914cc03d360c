import { WEEKDAYS } from '../data/catalogue.js';
import { fromCents } from './money.js';
import type { Analysis } from './results.js';
import { regroup, type Sales } from './sales.js';
import { rowsOf, type Table } from '../../../analysis/table.js';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Every hour of every weekday, those without an order too. */
export function weekdayHour(
  sales: Table<Sales & { readonly weekday_num: number; readonly hour_of_day: number }>,
): Analysis['weekday_hour'] {
  const rows = rowsOf(regroup(sales, ['weekday_num', 'hour_of_day']));
  const cells = new Map(rows.map((row) => [`${row.weekday_num} ${row.hour_of_day}`, row]));
  return WEEKDAYS.flatMap((weekday_name, weekday_num) =>
    HOURS.map((hour_of_day) => {
      const cell = cells.get(`${weekday_num} ${hour_of_day}`);
      return {
        weekday_num,
        weekday_name,
        hour_of_day,
        orders: cell?.orders ?? 0,
        revenue: fromCents(cell?.revenue_cents ?? 0),
      };
    }),
  );
}
