import {
  AGREEMENTS,
  type Check,
  isAllowedIfPositive,
  isAllowedIn,
  isPositive,
  TOTAL_FOLLOWS,
} from './checks.js';
import { ORDER_FIELDS, type Order, type OrderFieldName } from './fields.js';
import { decodeUtf8, type JsonObject, readJsonObject } from './json-object.js';
import { allowedOrder, isPresent, typedOrder, type TypedOrder } from './typed-order.js';

/**
 * Where an order becomes invalid: the one list of rules. {@link brokenRules} asks them in TypeScript, and
 * `src/pipelines/orders/jobs/reasons-sql.ts` turns them into Spark SQL; a property-based test holds both against each other.
 */
export type Rule = Readonly<{ reason: string; describes: string }> &
  Readonly<
    | { kind: 'malformed' }
    | { kind: 'wrong_type' }
    | { kind: 'missing'; fields: readonly OrderFieldName[] }
    | {
        kind: 'checks';
        /** Asked of every value of the right type, or only of values that their own fields allow. */
        of: 'typed' | 'allowed';
        checks: readonly Check[];
      }
  >;

const MEASURES: readonly OrderFieldName[] = ['quantity', 'unit_price'];
const OTHER_FIELDS = ORDER_FIELDS.map((field) => field.name).filter((name) => !MEASURES.includes(name));

/** Fields that a reason of their own, or a rule over several fields, looks after. */
const HAVE_OTHER_RULES: readonly OrderFieldName[] = [...MEASURES, 'item'];

const allowedInFields = (kinds: readonly string[]) =>
  ORDER_FIELDS.filter(
    ({ name, allowed }) => kinds.includes(allowed.kind) && !HAVE_OTHER_RULES.includes(name),
  ).map(({ name }) => isAllowedIn(name));

export const RULES = [
  {
    reason: 'malformed_json',
    kind: 'malformed',
    describes: 'The payload is not one JSON object in UTF-8, whole, with nothing after it and no key twice',
  },
  {
    reason: 'wrong_type',
    kind: 'wrong_type',
    describes: 'A field holds a value of another type, or an integer too large for it',
  },
  {
    reason: 'missing_quantity',
    kind: 'missing',
    fields: ['quantity'],
    describes: 'quantity is absent or null',
  },
  {
    reason: 'missing_unit_price',
    kind: 'missing',
    fields: ['unit_price'],
    describes: 'unit_price is absent or null',
  },
  {
    reason: 'missing_field',
    kind: 'missing',
    fields: OTHER_FIELDS,
    describes: 'A field other than quantity and unit_price is absent or null',
  },
  {
    reason: 'non_positive_quantity',
    kind: 'checks',
    of: 'typed',
    checks: [isPositive('quantity')],
    describes: 'quantity is 0 or less',
  },
  {
    reason: 'non_positive_unit_price',
    kind: 'checks',
    of: 'typed',
    checks: [isPositive('unit_price')],
    describes: 'unit_price is 0 or less',
  },
  {
    reason: 'unknown_item',
    kind: 'checks',
    of: 'typed',
    checks: [isAllowedIn('item')],
    describes: 'item is not in the catalogue',
  },
  {
    reason: 'out_of_range',
    kind: 'checks',
    of: 'typed',
    checks: [
      isAllowedIfPositive('quantity'),
      isAllowedIfPositive('unit_price'),
      ...allowedInFields(['range', 'list']),
    ],
    describes: 'A value lies outside the range or list that its field allows',
  },
  {
    reason: 'bad_format',
    kind: 'checks',
    of: 'typed',
    checks: allowedInFields(['format']),
    describes: 'A text does not have the form that its field asks for, or names a day that does not exist',
  },
  {
    reason: 'inconsistent',
    kind: 'checks',
    of: 'allowed',
    checks: AGREEMENTS,
    describes: 'Fields contradict each other: category and item; or date, time, hour, weekday and weekend',
  },
  {
    reason: 'total_mismatch',
    kind: 'checks',
    of: 'typed',
    checks: [TOTAL_FOLLOWS],
    describes:
      'total_amount differs by more than a cent from quantity x unit_price x (1 - discount_pct / 100)',
  },
] as const satisfies readonly Rule[];

export type Reason = (typeof RULES)[number]['reason'];

export const REASONS: readonly Reason[] = RULES.map((rule) => rule.reason);

function holds(check: Check, order: TypedOrder): boolean {
  return check.reads.some((name) => order[name] === null) || check.holds(order as Order);
}

function isBroken(rule: Rule, object: JsonObject, typed: TypedOrder, allowed: TypedOrder): boolean {
  switch (rule.kind) {
    case 'malformed':
      return false;
    case 'wrong_type':
      return ORDER_FIELDS.some(({ name }) => isPresent(object, name) && typed[name] === null);
    case 'missing':
      return rule.fields.some((name) => !isPresent(object, name));
    case 'checks':
      return rule.checks.some((check) => !holds(check, rule.of === 'typed' ? typed : allowed));
  }
}

/**
 * Every reason for which a payload is invalid, in the order of {@link RULES}; empty for a valid order. A message without a
 * value has the payload null.
 */
export function brokenRules(payload: string | Uint8Array | null): readonly Reason[] {
  const text = payload instanceof Uint8Array ? decodeUtf8(payload) : payload;
  const object = text === null || text === undefined ? undefined : readJsonObject(text);
  if (object === undefined) return ['malformed_json'];
  const typed = typedOrder(object);
  const allowed = allowedOrder(typed);
  return RULES.filter((rule) => isBroken(rule, object, typed, allowed)).map((rule) => rule.reason);
}
