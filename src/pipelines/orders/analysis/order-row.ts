import type { CommittedRow } from './committed-orders.js';
import type { Table } from '../../../analysis/table.js';

/** An order as the analysis holds it: the fields that something is computed from. */
export interface OrderRow {
  readonly item: string;
  readonly category: string;
  readonly quantity: number;
  /** `total_amount` in whole cents: sums of integers are exact, whatever the order of the rows. */
  readonly amount_cents: number;
  /** `amount_cents` squared, which the spread of a group follows from. */
  readonly amount_squared: number;
  readonly payment_method: string;
  readonly sales_channel: string;
  readonly store_city: string;
  readonly purchase_date: string;
  readonly weekday_num: number;
  readonly hour_of_day: number;
  /** The first cleaning check that the row fails, or "none". */
  readonly fault: string;
}

export type OrderTable = Table<OrderRow>;

export const ORDER_COLUMNS = [
  'item',
  'category',
  'quantity',
  'amount_cents',
  'amount_squared',
  'payment_method',
  'sales_channel',
  'store_city',
  'purchase_date',
  'weekday_num',
  'hour_of_day',
  'fault',
] as const satisfies readonly (keyof OrderRow)[];

/** Cells in the order of {@link ORDER_COLUMNS}. What is absent becomes 0 or "": such a row has a fault and is dropped. */
export function orderCells(row: CommittedRow, fault: string): readonly (string | number)[] {
  const amountCents = Math.round((row.total_amount ?? 0) * 100);
  return [
    row.item ?? '',
    row.category ?? '',
    row.quantity ?? 0,
    amountCents,
    amountCents ** 2,
    row.payment_method ?? '',
    row.sales_channel ?? '',
    row.store_city ?? '',
    row.purchase_date ?? '',
    row.weekday_num ?? 0,
    row.hour_of_day ?? 0,
    fault,
  ];
}
