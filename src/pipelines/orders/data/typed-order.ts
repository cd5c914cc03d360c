import { isAllowed } from './allowed.js';
import { ORDER_FIELDS, type Order, type OrderFieldName } from './fields.js';
import { type JsonObject, stringValue } from './json-object.js';

type OrderField = (typeof ORDER_FIELDS)[number];

/** A payload's fields as far as they can be read: null when absent, null in the payload, or of another type. */
export type TypedOrder = Readonly<{ [Name in OrderFieldName]: Order[Name] | null }>;

const NUMBER = /^[-\d]/;
const INTEGER = /^-?\d+$/;
const BITS = { int: 32, long: 64 } as const;

function fits(token: string, type: keyof typeof BITS): boolean {
  const value = BigInt(token);
  return BigInt.asIntN(BITS[type], value) === value;
}

/** The value that a JSON token gives to a field; null when it is of another type. */
function typedValue(type: OrderField['type'], token: string): string | number | boolean | null {
  switch (type) {
    case 'string':
      return stringValue(token) ?? null;
    case 'boolean':
      return token === 'true' ? true : token === 'false' ? false : null;
    case 'double':
      return NUMBER.test(token) ? Number(token) : null;
    case 'int':
    case 'long':
      return INTEGER.test(token) && fits(token, type) ? Number(token) : null;
  }
}

const mapFields = (value: (field: OrderField) => string | number | boolean | null) =>
  Object.fromEntries(ORDER_FIELDS.map((field) => [field.name, value(field)])) as TypedOrder;

/** Whether a field is there and not null. */
export function isPresent(object: JsonObject, name: OrderFieldName): boolean {
  return (object.get(name) ?? 'null') !== 'null';
}

export const typedOrder = (object: JsonObject): TypedOrder =>
  mapFields(({ name, type }) => typedValue(type, object.get(name) ?? 'null'));

/** The order with null in place of every value that its own field does not allow. */
export const allowedOrder = (order: TypedOrder): TypedOrder =>
  mapFields(({ name, allowed }) => {
    const value = order[name];
    return value !== null && isAllowed(allowed, value) ? value : null;
  });
