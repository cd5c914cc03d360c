import type { Faker } from '@faker-js/faker';
import type { FaultType } from './fault-types.js';
import type { Order, OrderFieldName } from './fields.js';
import type { Reason } from './rules.js';

/** One way to corrupt a valid order. */
interface Corruption {
  readonly describes: string;
  /** Every reason for which the corrupted payload is invalid: a damaged field often breaks a second rule. */
  readonly reasons: readonly Reason[];
  /** The payload to send in place of the order's JSON. All chances are drawn from `faker`. */
  readonly corrupt: (order: Order, faker: Faker) => string;
}

type Damage = Readonly<Partial<Record<OrderFieldName, unknown>>>;

const damaged = (order: Order, damage: Damage) => JSON.stringify({ ...order, ...damage });

/** The order without the fields, or with null in their place: both mean that the value is missing. */
function without(order: Order, faker: Faker, fields: readonly OrderFieldName[]): string {
  return damaged(
    order,
    Object.fromEntries(fields.map((field) => [field, faker.helpers.arrayElement([undefined, null])])),
  );
}

/** Zero, or the value with its sign turned: a refund recorded as an order. */
const notPositive = (value: number, faker: Faker) => faker.helpers.arrayElement([0, -value]);

const WRONG_TYPES: readonly ((order: Order) => Damage)[] = [
  ({ quantity }) => ({ quantity: String(quantity) }),
  () => ({ quantity: 'three' }),
  ({ quantity }) => ({ quantity: quantity + 0.5 }),
  () => ({ unit_price: true }),
  ({ unit_price: price }) => ({ unit_price: price.toFixed(2).replace('.', ',') }),
  ({ total_amount: total }) => ({ total_amount: `${total.toFixed(2)} PLN` }),
  ({ discount_pct: discount }) => ({ discount_pct: `${discount}%` }),
  ({ is_weekend: isWeekend }) => ({ is_weekend: isWeekend ? 'yes' : 'no' }),
  ({ hour_of_day: hour }) => ({ hour_of_day: `${hour}:00` }),
  ({ event_time_ms: timeMs }) => ({ event_time_ms: new Date(timeMs).toISOString() }),
];

/** Totals as mistakes make them; each is at least 5 cents off, far outside the rule's tolerance. */
const WRONG_TOTALS: readonly ((total: number) => number)[] = [
  (total) => total + 1,
  (total) => total + 0.05,
  (total) => total * 1.23,
  (total) => total * 10,
  (total) => -total,
];

/** Texts that are not JSON objects, and cannot become ones by chance. */
const BROKEN_TEXTS: readonly ((json: string, faker: Faker) => string)[] = [
  (json, faker) => json.slice(0, faker.number.int({ min: 1, max: json.length - 1 })),
  (json) => json.slice(0, -1),
  (json) => json.replace('":', ':'),
  (json) => json.replace(',"', '"'),
  (json) => json.replace('":"', '" "'),
  (_, faker) => `ERROR ${faker.internet.httpStatusCode()}: ${faker.hacker.phrase()}`,
  () => '',
  (_, faker) => `<html><body>${faker.company.name()}</body></html>`,
];

const UNKNOWN_ITEMS: readonly ((item: string, faker: Faker) => string)[] = [
  (item) => item.toUpperCase(),
  (item) => item.slice(0, -1),
  (item) => `${item} (promo)`,
  (_, faker) => faker.commerce.productName(),
  (_, faker) => faker.helpers.arrayElement(['milk', 'butter', 'onions', 'coffee', 'flour']),
];

const cents = (amount: number) => Math.round(amount * 100) / 100;

/** The nine fault types of the invalid producer. */
export const CORRUPTIONS = {
  missing_unit_price: {
    describes: 'unit_price is left out or null',
    reasons: ['missing_unit_price'],
    corrupt: (order, faker) => without(order, faker, ['unit_price']),
  },
  missing_quantity: {
    describes: 'quantity is left out or null',
    reasons: ['missing_quantity'],
    corrupt: (order, faker) => without(order, faker, ['quantity']),
  },
  missing_both: {
    describes: 'quantity and unit_price are left out or null',
    reasons: ['missing_quantity', 'missing_unit_price'],
    corrupt: (order, faker) => without(order, faker, ['quantity', 'unit_price']),
  },
  non_positive_unit_price: {
    describes: 'unit_price is zero or negative, and the total no longer fits it',
    reasons: ['non_positive_unit_price', 'total_mismatch'],
    corrupt: (order, faker) => damaged(order, { unit_price: notPositive(order.unit_price, faker) }),
  },
  non_positive_quantity: {
    describes: 'quantity is zero or negative, and the total no longer fits it',
    reasons: ['non_positive_quantity', 'total_mismatch'],
    corrupt: (order, faker) => damaged(order, { quantity: notPositive(order.quantity, faker) }),
  },
  malformed_json: {
    describes: 'The payload is cut short, lacks a quote, comma or brace, or is no JSON at all',
    reasons: ['malformed_json'],
    corrupt: (order, faker) => faker.helpers.arrayElement(BROKEN_TEXTS)(JSON.stringify(order), faker),
  },
  wrong_type: {
    describes: 'A number or boolean field holds text, a unit, a fraction or another type',
    reasons: ['wrong_type'],
    corrupt: (order, faker) => damaged(order, faker.helpers.arrayElement(WRONG_TYPES)(order)),
  },
  total_mismatch: {
    describes: 'total_amount does not follow from quantity, unit_price and discount_pct',
    reasons: ['total_mismatch'],
    corrupt: (order, faker) =>
      damaged(order, {
        total_amount: cents(faker.helpers.arrayElement(WRONG_TOTALS)(order.total_amount)),
      }),
  },
  unknown_item: {
    describes: 'item is not in the catalogue: misspelt, decorated or of another shop',
    reasons: ['unknown_item'],
    corrupt: (order, faker) =>
      damaged(order, { item: faker.helpers.arrayElement(UNKNOWN_ITEMS)(order.item, faker) }),
  },
} as const satisfies Record<FaultType, Corruption>;
