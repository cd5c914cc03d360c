import { type Allowed } from './allowed.js';
import {
  CATALOGUE,
  CATEGORIES,
  DISCOUNT_CHOICES_PCT,
  PAYMENT_METHODS,
  QUANTITY,
  SALES_CHANNELS,
  STORE_CITIES,
  WEEKDAYS,
} from './catalogue.js';

/**
 * The order event, stated once: what each field is called, of which type it is and what it may hold. The TypeScript type,
 * the generator's keys, the Spark schema, the checks on both sides, the JSON Schema and the documentation all come from
 * this table; its order is the order of the keys in the JSON payload. Rules over several fields are in `rules.ts`.
 */
interface OrderField {
  readonly name: string;
  /**
   * `int` and `long` are JSON numbers without fraction and exponent that fit 32 and 64 bits (`2`, not `2.0` or `2e0`);
   * `double` is any JSON number.
   */
  readonly type: 'string' | 'int' | 'long' | 'double' | 'boolean';
  readonly allowed: Allowed;
  readonly description: string;
}

const list = <T extends string | number>(values: readonly T[]) =>
  ({ kind: 'list', values: [...new Set(values)] }) as const;

const range = (min: number, max: number) => ({ kind: 'range', min, max }) as const;

const DAY = '20[0-9]{2}-[01][0-9]-[0-3][0-9]';
const TIME = '(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]';
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';

/** The last millisecond of 2099: a later time was given in another unit. */
const LAST_TIME_MS = Date.UTC(2100, 0) - 1;

export const ORDER_FIELDS = [
  {
    name: 'order_id',
    type: 'string',
    allowed: { kind: 'format', pattern: UUID, describes: 'a UUID in lower case' },
    description: 'Encodes seed, producer and sequence number',
  },
  {
    name: 'user',
    type: 'string',
    allowed: {
      kind: 'format',
      pattern: '[A-Za-z0-9._-]{1,64}',
      describes: '1 to 64 of A–Z, a–z, 0–9, . _ -',
    },
    description: 'User name of the buyer',
  },
  {
    name: 'item',
    type: 'string',
    allowed: list(CATALOGUE.map(({ item }) => item)),
    description: 'Name of the item, from the catalogue',
  },
  {
    name: 'category',
    type: 'string',
    allowed: list(CATEGORIES),
    description: 'Category of the item',
  },
  {
    name: 'quantity',
    type: 'int',
    allowed: range(QUANTITY.min, QUANTITY.max),
    description: 'Pieces bought',
  },
  {
    name: 'unit_price',
    type: 'double',
    allowed: range(0.01, 1000),
    description: 'Price of a piece; the producers draw 0.85 to 1.20 times the base price',
  },
  {
    name: 'discount_pct',
    type: 'int',
    allowed: list(DISCOUNT_CHOICES_PCT),
    description: 'Discount in percent; the shops give these alone',
  },
  {
    name: 'total_amount',
    type: 'double',
    allowed: { kind: 'any' },
    description: 'quantity x unit_price x (1 - discount_pct / 100), two decimals',
  },
  {
    name: 'payment_method',
    type: 'string',
    allowed: list(PAYMENT_METHODS),
    description: 'How the order was paid',
  },
  {
    name: 'sales_channel',
    type: 'string',
    allowed: list(SALES_CHANNELS),
    description: 'Where the order was placed',
  },
  {
    name: 'store_city',
    type: 'string',
    allowed: list(STORE_CITIES),
    description: 'City of the store',
  },
  {
    name: 'purchase_datetime',
    type: 'string',
    allowed: {
      kind: 'format',
      pattern: `${DAY}T${TIME}Z`,
      describes: 'YYYY-MM-DDTHH:mm:ssZ, 2000 to 2099',
      day: true,
    },
    description: 'UTC time of purchase',
  },
  {
    name: 'purchase_date',
    type: 'string',
    allowed: {
      kind: 'format',
      pattern: DAY,
      describes: 'YYYY-MM-DD, 2000 to 2099',
      day: true,
    },
    description: 'UTC date of purchase',
  },
  {
    name: 'purchase_time',
    type: 'string',
    allowed: { kind: 'format', pattern: TIME, describes: 'HH:mm:ss' },
    description: 'UTC time of day of purchase',
  },
  {
    name: 'weekday_name',
    type: 'string',
    allowed: list(WEEKDAYS),
    description: 'Weekday of the UTC date',
  },
  {
    name: 'weekday_num',
    type: 'int',
    allowed: range(0, WEEKDAYS.length - 1),
    description: 'Monday 0 to Sunday 6',
  },
  {
    name: 'hour_of_day',
    type: 'int',
    allowed: range(0, 23),
    description: 'UTC hour of purchase',
  },
  {
    name: 'is_weekend',
    type: 'boolean',
    allowed: { kind: 'any' },
    description: 'true on Saturday and Sunday',
  },
  {
    name: 'event_time_ms',
    type: 'long',
    allowed: range(0, LAST_TIME_MS),
    description:
      'Milliseconds since the epoch at which the event was made; the one field that follows the clock',
  },
] as const satisfies readonly OrderField[];

interface TypeOf {
  string: string;
  int: number;
  long: number;
  double: number;
  boolean: boolean;
}

export type OrderFieldName = (typeof ORDER_FIELDS)[number]['name'];

/** A valid order: all nineteen fields, in the order of {@link ORDER_FIELDS}. */
export type Order = {
  [F in (typeof ORDER_FIELDS)[number] as F['name']]: TypeOf[F['type']];
};

const SPARK_TYPES = {
  string: 'STRING',
  int: 'INT',
  long: 'BIGINT',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
} as const;

/** The Spark schema of an order as DDL, for `from_json`. */
export function orderDdl(): string {
  return ORDER_FIELDS.map((field) => `${field.name} ${SPARK_TYPES[field.type]}`).join(', ');
}
