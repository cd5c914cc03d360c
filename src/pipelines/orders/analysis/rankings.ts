import { WEEKDAYS } from '../data/catalogue.js';
import { fromCents, shareOf } from './money.js';
import type { Analysis } from './results.js';
import { regroup, type Sales, valueDeviation } from './sales.js';
import { rowsOf, sortBy, type Cell, type Table } from '../../../analysis/table.js';

/** The groupings of sales that rankings are made of. */
export interface RankedSales {
  readonly byItem: Table<Sales & { readonly category: string }>;
  readonly byTime: Table<Sales & { readonly weekday_num: number; readonly hour_of_day: number }>;
  readonly byPlace: Table<Sales & { readonly sales_channel: string; readonly payment_method: string }>;
}

/** By falling revenue; ties by the key, so that weekdays and hours keep to the calendar. */
function rank<K extends string, Row extends Sales & Readonly<Record<K, Cell>>>(
  sales: Table<Row>,
  key: K & keyof Row,
  nameOf: (value: Row[K]) => string,
): Analysis['rankings']['weekdays'] {
  const ranked = sortBy(regroup(sales, [key]), ['revenue_cents', 'falling'], [key, 'rising']);
  const totalCents: number = ranked.frame?.column('revenue_cents').sum() ?? 0;
  return rowsOf(ranked).map((row) => ({
    name: nameOf(row[key]),
    orders: row.orders,
    revenue: fromCents(row.revenue_cents),
    share: shareOf(row.revenue_cents, totalCents),
    value_sd: valueDeviation(row),
  }));
}

/** What brings in the most, for the report's text. */
export function rankings({ byItem, byTime, byPlace }: RankedSales): Analysis['rankings'] {
  return {
    categories: rank(byItem, 'category', String),
    weekdays: rank(byTime, 'weekday_num', (weekday) => WEEKDAYS[weekday] ?? ''),
    hours: rank(byTime, 'hour_of_day', (hour) => `${String(hour).padStart(2, '0')}:00`),
    sales_channels: rank(byPlace, 'sales_channel', String),
    payment_methods: rank(byPlace, 'payment_method', String),
  };
}
