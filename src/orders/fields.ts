/**
 * The order event, stated once. The TypeScript type, the generator's keys, the Spark schema and the
 * documentation all come from this table; its order is the order of the keys in the JSON payload.
 */
interface OrderField {
  readonly name: string;
  readonly type: 'string' | 'int' | 'long' | 'double' | 'boolean';
  readonly description: string;
}

export const ORDER_FIELDS = [
  { name: 'order_id', type: 'string', description: 'UUID that encodes seed, producer and sequence number' },
  { name: 'user', type: 'string', description: 'User name of the buyer' },
  { name: 'item', type: 'string', description: 'Name of the item, from the catalogue' },
  { name: 'category', type: 'string', description: 'Category of the item' },
  { name: 'quantity', type: 'int', description: 'Pieces bought, 1 to 20' },
  { name: 'unit_price', type: 'double', description: 'Price of a piece: base price x 0.85 to 1.20' },
  { name: 'discount_pct', type: 'int', description: 'Discount in percent: 0, 5, 10 or 15' },
  {
    name: 'total_amount',
    type: 'double',
    description: 'quantity x unit_price x (1 - discount_pct / 100), two decimals',
  },
  { name: 'payment_method', type: 'string', description: 'card, blik, cash or mobile_wallet' },
  { name: 'sales_channel', type: 'string', description: 'store, online or pickup' },
  { name: 'store_city', type: 'string', description: 'City of the store' },
  { name: 'purchase_datetime', type: 'string', description: 'UTC time of purchase, YYYY-MM-DDTHH:mm:ssZ' },
  { name: 'purchase_date', type: 'string', description: 'UTC date of purchase, YYYY-MM-DD' },
  { name: 'purchase_time', type: 'string', description: 'UTC time of day of purchase, HH:mm:ss' },
  { name: 'weekday_name', type: 'string', description: 'Monday to Sunday' },
  { name: 'weekday_num', type: 'int', description: 'Monday 0 to Sunday 6' },
  { name: 'hour_of_day', type: 'int', description: 'UTC hour of purchase, 0 to 23' },
  { name: 'is_weekend', type: 'boolean', description: 'true on Saturday and Sunday' },
  {
    name: 'event_time_ms',
    type: 'long',
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

/** What a payload may hold once it has been parsed: any field may be absent or of another type. */
export type ParsedOrder = Readonly<Partial<Record<OrderFieldName, unknown>>>;

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
