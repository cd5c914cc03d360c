import { allowedPattern, dayExistsSql, hasDay } from '../data/allowed.js';
import { type Check, isAllowedIn } from '../data/checks.js';
import { ORDER_FIELDS, type OrderFieldName } from '../data/fields.js';
import { TOO_LONG_NUMBER } from '../data/json-object.js';
import { type Reason, type Rule, RULES } from '../data/rules.js';
import { CORRUPT_RECORD } from './validation-sql.js';

/**
 * The rules of `src/pipelines/orders/data/rules.ts` as one Spark SQL expression, over the columns `raw` and `parsed`. It must find what
 * `brokenRules` finds, for any bytes: `tests/integration/rules.test.ts` holds both against each other.
 */

const TEXT_FIELDS = ORDER_FIELDS.filter(({ type }) => type === 'string');

const isText = (name: OrderFieldName) => TEXT_FIELDS.some((field) => field.name === name);

/** As the producers write a value of the type; texts and their allowed values apart. */
const PLAIN_VALUE = {
  boolean: '(?:true|false)',
  int: '(?:0|[1-9][0-9]{0,8})',
  long: '(?:0|[1-9][0-9]{0,14})',
  double: '(?:0|[1-9][0-9]{0,8})(?:[.][0-9]{1,9})?',
} as const;

/**
 * A payload as our producers write it, and most others: every field once, in the order of the table, with a value of its
 * type, and texts that are allowed. Other payloads can be valid too; they only cost more to look at.
 */
const PLAIN_ORDER = ORDER_FIELDS.map(({ name, type, allowed }) => {
  const value = type === 'string' ? `"(?:${allowedPattern(allowed)})"` : PLAIN_VALUE[type];
  return `"${name}": ?${value}`;
}).join(', ?');

const CHECKS = RULES.flatMap((rule): readonly Check[] => (rule.kind === 'checks' ? rule.checks : []));
const IMPLIED = CHECKS.flatMap((check) => check.implies ?? []);

/** What {@link PLAIN_ORDER} leaves to be checked, but for what follows from another check. */
const OTHER_CHECKS = CHECKS.filter(
  ({ ofField, reads }) => !(ofField && reads.every((name) => isText(name) || IMPLIED.includes(name))),
).map((check) => check.sql((name) => `parsed.${name}`));

/** True for most valid orders; otherwise false or null. */
const IS_PLAINLY_VALID = [`raw RLIKE r'\\A[{]${PLAIN_ORDER}[}]\\z'`, ...OTHER_CHECKS].join(' AND ');

/** Gives a value a name for the expression that follows, so that it is computed once. */
const letIn = (name: string, value: string, body: string) =>
  `transform(array(${value}), ${name} -> ${body})[0]`;

const HASH = 'sha2(raw, 256)';

/**
 * The payload by key as VARIANTs, which keep the type of every value and refuse repeated keys. It is read in an array
 * before its own hash: the reader stops at the end of the first value, so only when the hash is read, too, was the payload
 * one object and nothing more. A payload cannot hold its own hash.
 */
const PAYLOAD = `try_variant_get(
  try_parse_json(concat('[', raw, ',{"hash":"', ${HASH}, '"}]')), '$', 'ARRAY<MAP<STRING, VARIANT>>')`;
const IS_OBJECT = `(is_valid_utf8(raw) AND NOT raw RLIKE '${TOO_LONG_NUMBER}'
  AND get(payload, 0) IS NOT NULL
  AND try_variant_get(get(payload, 1)['hash'], '$', 'STRING') = ${HASH})`;

/** The text fields that hold a text, by name: `from_json` would give them the text of any value. */
const TEXTS = `transform_values(
  map_filter(payload[0], (name, value) -> schema_of_variant(value) = 'STRING'),
  (name, value) -> try_variant_get(value, '$', 'STRING'))`;

const quoted = (names: readonly string[]) => `'${names.join("', '")}'`;

/** All text fields in one expression: the query is planned again for each micro-batch, which must not take long. */
const ALLOWED_TEXT = TEXT_FIELDS.map(({ name, allowed }) => `${name}=(?:${allowedPattern(allowed)})`).join(
  '|',
);
const DAY_FIELDS = TEXT_FIELDS.filter(({ allowed }) => hasDay(allowed)).map(({ name }) => name);
const ALLOWED_TEXTS = `map_filter(texts, (name, value) -> concat(name, '=', value) RLIKE r'\\A(?:${ALLOWED_TEXT})\\z'
  AND (name NOT IN (${quoted(DAY_FIELDS)}) OR ${dayExistsSql('value')}))`;

const typed = (name: OrderFieldName) => (isText(name) ? `texts['${name}']` : `parsed.${name}`);

function allowed(name: OrderFieldName): string {
  if (isText(name)) return `allowed['${name}']`;
  const inRange = isAllowedIn(name).sql(typed);
  return inRange === 'true' ? typed(name) : `IF(${inRange}, ${typed(name)}, NULL)`;
}

/** Whether a condition holds for one of the fields with these names. */
const anyOf = (names: readonly string[], condition: string) =>
  `exists(split('${names.join()}', ','), name -> ${condition})`;

const IS_MISSING = '(payload[0][name] IS NULL OR is_variant_null(payload[0][name]))';

/** True when the rule is broken, and false (never null) otherwise, for a payload that is one JSON object. */
function isBroken(rule: Rule): string {
  switch (rule.kind) {
    case 'malformed':
      return 'false';
    case 'wrong_type':
      return `(parsed.${CORRUPT_RECORD} IS NOT NULL OR ${anyOf(
        TEXT_FIELDS.map(({ name }) => name),
        `texts[name] IS NULL AND NOT ${IS_MISSING}`,
      )})`;
    case 'missing':
      return anyOf(rule.fields, IS_MISSING);
    case 'checks': {
      const ofTexts = rule.checks.filter(({ ofField, reads }) => ofField && reads.every(isText));
      const others = rule.checks.filter((check) => !ofTexts.includes(check));
      const broken = [
        ...(ofTexts.length === 0
          ? []
          : [
              anyOf(
                ofTexts.flatMap(({ reads }) => reads),
                'texts[name] IS NOT NULL AND allowed[name] IS NULL',
              ),
            ]),
        // A check of a null is null: `false AND null` is false, `true AND null` is null, and what is null does not count.
        ...(others.length === 0
          ? []
          : [
              `NOT coalesce(${others.map(({ sql }) => sql(rule.of === 'typed' ? typed : allowed)).join(' AND ')}, true)`,
            ]),
      ];
      return `(${broken.join(' OR ')})`;
    }
  }
}

/** Every rule is asked: one reason must not hide another. */
const BROKEN_RULES = `nullif(array_compact(array(${RULES.filter(({ kind }) => kind !== 'malformed')
  .map((rule) => `IF(${isBroken(rule)}, '${rule.reason}', NULL)`)
  .join(', ')})), array())`;

const MALFORMED: Reason = 'malformed_json';

const REASONS_OF_OTHERS = letIn(
  'payload',
  PAYLOAD,
  `IF(coalesce(${IS_OBJECT}, false), ${letIn('texts', TEXTS, letIn('allowed', ALLOWED_TEXTS, BROKEN_RULES))}, array('${MALFORMED}'))`,
);

/** `reasons` is null for a valid order. Most are valid and plain, so that is found out first, and in as little work as can be. */
export const FIND_REASONS: readonly string[] = [
  '*',
  `CASE WHEN coalesce(${IS_PLAINLY_VALID}, false) THEN NULL ELSE ${REASONS_OF_OTHERS} END AS reasons`,
];
