import { allowedSql, isAllowed } from './allowed.js';
import { CATALOGUE, WEEKDAYS } from './catalogue.js';
import { ORDER_FIELDS, type Order, type OrderFieldName } from './fields.js';

/** One condition on an order, in both languages. It is asked only when every field that it reads has a value. */
export interface Check {
  readonly reads: readonly OrderFieldName[];
  /** The check is whether the one field that it reads holds what the field table allows. */
  readonly ofField?: true;
  readonly holds: (order: Order) => boolean;
  /** The same in Spark SQL, never false when a field is null; `column` gives a field's column. */
  readonly sql: (column: (name: OrderFieldName) => string) => string;
  /** Fields that hold what they may when this holds and the other fields that it reads hold what they may. */
  readonly implies?: readonly OrderFieldName[];
}

const allowedOf = (name: OrderFieldName) => {
  const field = ORDER_FIELDS.find((candidate) => candidate.name === name);
  if (field === undefined) throw new Error(`no field ${name}`);
  return field.allowed;
};

/** The field holds what the field table allows. */
export const isAllowedIn = (name: OrderFieldName): Check => ({
  reads: [name],
  ofField: true,
  holds: (order) => isAllowed(allowedOf(name), order[name]),
  sql: (column) => allowedSql(allowedOf(name), column(name)),
});

type Measure = 'quantity' | 'unit_price';

export const isPositive = (name: Measure): Check => ({
  reads: [name],
  holds: (order) => order[name] > 0,
  sql: (column) => `${column(name)} > 0`,
});

/** {@link isAllowedIn} for a field whose values of 0 or less {@link isPositive} finds. */
export const isAllowedIfPositive = (name: Measure): Check => ({
  reads: [name],
  holds: (order) => order[name] <= 0 || isAllowedIn(name).holds(order),
  sql: (column) => `(${column(name)} <= 0 OR ${isAllowedIn(name).sql(column)})`,
});

/** Allows for rounding up, down or to the nearest cent. */
const TOLERANCE_AMOUNT = 0.01;

/** Written so that a total or product which is no finite number does not hold, in Spark's order of numbers too. */
export const TOTAL_FOLLOWS: Check = {
  reads: ['quantity', 'unit_price', 'discount_pct', 'total_amount'],
  holds: ({ quantity, unit_price: price, discount_pct: discount, total_amount: total }) =>
    Math.abs(total - (quantity * price * (100 - discount)) / 100) <= TOLERANCE_AMOUNT,
  // 100D: as whole numbers, 100 less the smallest INT is an overflow, which stops the query.
  sql: (column) =>
    `abs(${column('total_amount')} - ${column('quantity')} * ${column('unit_price')} * (100D - ${column('discount_pct')}) / 100D) <= ${TOLERANCE_AMOUNT}D`,
};

const categoryOf = new Map<string, string>(CATALOGUE.map(({ item, category }) => [item, category]));
const twoDigits = (number: number) => String(number).padStart(2, '0');
const SATURDAY = WEEKDAYS.indexOf('Saturday');

/** Fields that say the same thing twice. Each is asked of values that their own fields allow. */
export const AGREEMENTS: readonly Check[] = [
  {
    reads: ['item', 'category'],
    implies: ['item', 'category'],
    holds: ({ item, category }) => categoryOf.get(item) === category,
    sql: (column) =>
      `${column('category')} = CASE ${column('item')} ${CATALOGUE.map(({ item, category }) => `WHEN '${item}' THEN '${category}'`).join(' ')} END`,
  },
  {
    reads: ['purchase_datetime', 'purchase_date', 'purchase_time'],
    implies: ['purchase_datetime'],
    holds: ({ purchase_datetime: datetime, purchase_date: date, purchase_time: time }) =>
      datetime === `${date}T${time}Z`,
    sql: (column) =>
      `${column('purchase_datetime')} = concat(${column('purchase_date')}, 'T', ${column('purchase_time')}, 'Z')`,
  },
  {
    reads: ['hour_of_day', 'purchase_time'],
    holds: ({ hour_of_day: hour, purchase_time: time }) => time.startsWith(twoDigits(hour)),
    sql: (column) =>
      `startswith(${column('purchase_time')}, lpad(CAST(${column('hour_of_day')} AS STRING), 2, '0'))`,
  },
  {
    reads: ['weekday_num', 'purchase_date'],
    implies: ['weekday_num'],
    holds: ({ weekday_num: weekday, purchase_date: date }) =>
      (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7 === weekday,
    sql: (column) => `weekday(try_cast(${column('purchase_date')} AS DATE)) = ${column('weekday_num')}`,
  },
  {
    reads: ['weekday_name', 'weekday_num'],
    implies: ['weekday_name'],
    holds: ({ weekday_name: name, weekday_num: weekday }) => WEEKDAYS[weekday] === name,
    sql: (column) =>
      `${column('weekday_name')} = CASE ${column('weekday_num')} ${WEEKDAYS.map((name, index) => `WHEN ${index} THEN '${name}'`).join(' ')} END`,
  },
  {
    reads: ['is_weekend', 'weekday_num'],
    holds: ({ is_weekend: isWeekend, weekday_num: weekday }) => isWeekend === weekday >= SATURDAY,
    sql: (column) => `${column('is_weekend')} = (${column('weekday_num')} >= ${SATURDAY})`,
  },
];
