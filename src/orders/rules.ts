import { CATALOGUE, orderTotal } from './catalogue.js';
import { ORDER_FIELDS, type OrderFieldName, type ParsedOrder } from './fields.js';

/**
 * The one list of validity rules. A rule is data; {@link brokenRules} checks it in TypeScript and
 * {@link ruleToSparkSql} turns it into a Spark SQL condition, so that both sides cannot drift apart.
 */
type Rule = Readonly<{ reason: string; describes: string }> &
  Readonly<
    | { kind: 'malformed' }
    | { kind: 'wrong_type' }
    | { kind: 'missing'; fields: readonly OrderFieldName[] }
    | { kind: 'not_positive'; field: OrderFieldName }
    | { kind: 'not_in'; field: OrderFieldName; allowed: readonly string[] }
    | { kind: 'total_mismatch'; toleranceAmount: number }
  >;

const MEASURES: readonly OrderFieldName[] = ['quantity', 'unit_price'];
const OTHER_FIELDS = ORDER_FIELDS.map((field) => field.name).filter((name) => !MEASURES.includes(name));

export const RULES = [
  { reason: 'malformed_json', kind: 'malformed', describes: 'The payload is not a JSON object' },
  {
    reason: 'wrong_type',
    kind: 'wrong_type',
    describes: 'A number or boolean field holds a value of another type',
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
    kind: 'not_positive',
    field: 'quantity',
    describes: 'quantity is 0 or less',
  },
  {
    reason: 'non_positive_unit_price',
    kind: 'not_positive',
    field: 'unit_price',
    describes: 'unit_price is 0 or less',
  },
  {
    reason: 'unknown_item',
    kind: 'not_in',
    field: 'item',
    allowed: CATALOGUE.map((entry) => entry.item),
    describes: 'item is not in the catalogue',
  },
  {
    reason: 'total_mismatch',
    kind: 'total_mismatch',
    toleranceAmount: 0.011,
    describes:
      'total_amount differs by more than a cent from quantity x unit_price x (1 - discount_pct / 100)',
  },
] as const satisfies readonly Rule[];

export type Reason = (typeof RULES)[number]['reason'];

export const REASONS: readonly Reason[] = RULES.map((rule) => rule.reason);

const TYPED_FIELDS = ORDER_FIELDS.filter((field) => field.type !== 'string');

/** A value as `from_json` reads it: null when absent, null or of another type. Strings take any value, as in Spark. */
function typed(order: ParsedOrder, name: OrderFieldName): unknown {
  const value = order[name] ?? null;
  const type = ORDER_FIELDS.find((field) => field.name === name)?.type;
  if (value === null || type === 'string') return value;
  if (type === 'boolean') return typeof value === 'boolean' ? value : null;
  if (typeof value !== 'number') return null;
  return type === 'double' || Number.isInteger(value) ? value : null;
}

function parse(payload: string): ParsedOrder | undefined {
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isBroken(rule: Rule, order: ParsedOrder): boolean {
  switch (rule.kind) {
    case 'malformed':
      return false;
    case 'wrong_type':
      return TYPED_FIELDS.some(
        (field) => (order[field.name] ?? null) !== null && typed(order, field.name) === null,
      );
    case 'missing':
      return rule.fields.some((name) => (order[name] ?? null) === null);
    case 'not_positive': {
      const value = typed(order, rule.field);
      return typeof value === 'number' && value <= 0;
    }
    case 'not_in': {
      const value = typed(order, rule.field);
      return value !== null && !(typeof value === 'string' && rule.allowed.includes(value));
    }
    case 'total_mismatch': {
      const [quantity, unitPrice, discountPct, total] = (
        ['quantity', 'unit_price', 'discount_pct', 'total_amount'] as const
      ).map((name) => typed(order, name));
      if (
        typeof quantity !== 'number' ||
        typeof unitPrice !== 'number' ||
        typeof discountPct !== 'number' ||
        typeof total !== 'number'
      ) {
        return false;
      }
      return Math.abs(total - orderTotal(quantity, unitPrice, discountPct)) > rule.toleranceAmount;
    }
  }
}

/** Every reason for which a payload is invalid, in the order of {@link RULES}; empty for a valid order. */
export function brokenRules(payload: string): readonly Reason[] {
  const order = parse(payload);
  if (order === undefined) return ['malformed_json'];
  return RULES.filter((rule) => isBroken(rule, order)).map((rule) => rule.reason);
}

/** Names of the Spark columns that a rule's condition reads. */
export interface RuleColumns {
  /** STRING: the payload as it came. */
  readonly raw: string;
  /** STRUCT: the payload through `from_json` with the order's schema. */
  readonly order: string;
  /** BOOLEAN: the payload is not a JSON object. */
  readonly malformed: string;
  /** BOOLEAN: `from_json` could not read the payload, or a part of it. */
  readonly corrupt: string;
}

/** The rule as a Spark SQL condition that is true when the rule is broken, and false (never null) otherwise. */
export function ruleToSparkSql(rule: Rule, columns: RuleColumns): string {
  const { raw, order, malformed, corrupt } = columns;
  const field = (name: string) => `${order}.${name}`;
  switch (rule.kind) {
    case 'malformed':
      return malformed;
    case 'wrong_type':
      return `(${corrupt} AND NOT ${malformed})`;
    case 'missing': {
      // A field of a wrong type is null after from_json too, yet it is not missing: ask the raw text, but only then.
      const absent = rule.fields.map(
        (name) =>
          `(${field(name)} IS NULL AND (NOT ${corrupt} OR get_json_object(${raw}, '$.${name}') IS NULL))`,
      );
      return `(NOT ${malformed} AND (${absent.join(' OR ')}))`;
    }
    case 'not_positive':
      return `coalesce(${field(rule.field)} <= 0, false)`;
    case 'not_in':
      return `coalesce(${field(rule.field)} NOT IN (${rule.allowed.map((value) => `'${value}'`).join(', ')}), false)`;
    case 'total_mismatch': {
      const expected = `round(${field('quantity')} * ${field('unit_price')} * (100 - ${field('discount_pct')})) / 100`;
      return `coalesce(abs(${field('total_amount')} - ${expected}) > ${rule.toleranceAmount}, false)`;
    }
  }
}
