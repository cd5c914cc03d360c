import { allowedPattern, dayExistsSql, hasDay } from '../orders/allowed.js';
import { type Check, isAllowedIn } from '../orders/checks.js';
import { ORDER_FIELDS, type OrderFieldName } from '../orders/fields.js';
import { TOO_LONG_NUMBER, TOO_LONG_NUMBER_CHARACTERS } from '../orders/json-object.js';
import { type Reason, type Rule, RULES } from '../orders/rules.js';
import { CORRUPT_RECORD } from './validation-sql.js';

/**
 * The rules of `src/orders/rules.ts` as one Spark SQL expression, over the columns `raw` and `parsed`. It must find what
 * `brokenRules` finds, for any bytes: `tests/integration/rules.test.ts` holds both against each other.
 */

const TEXT_FIELDS = ORDER_FIELDS.filter(({ type }) => type === 'string');

/** Bytes before the nth of a character, or of the whole text when there are fewer. */
const lengthBefore = (character: string, nth: number) =>
  `octet_length(substring_index(raw, '${character}', ${nth}))`;

/**
 * `from_json` stops at the end of the first object, lets a repeated key win, and takes a number for a text. None of that
 * has happened in an order that passes every check when
 *
 * - the first closing brace ends the payload: nothing follows the object;
 * - it has no more commas than stand between the fields: no key is repeated or unknown;
 * - it has as many quotes as the keys and the text fields need: every text field holds a text;
 * - it is too short for a number that is too long.
 *
 * No allowed text has a brace, comma or quote. Other orders can be valid too; they only cost more to look at.
 */
const IS_PLAIN = [
  `octet_length(raw) < ${TOO_LONG_NUMBER_CHARACTERS}`,
  `parsed.${CORRUPT_RECORD} IS NULL`,
  `${lengthBefore('}', 1)} = octet_length(raw) - 1`,
  `${lengthBefore(',', ORDER_FIELDS.length)} = octet_length(raw)`,
  `${lengthBefore('"', 2 * (ORDER_FIELDS.length + TEXT_FIELDS.length))} < octet_length(raw)`,
].join(' AND ');

const CHECKS = RULES.flatMap((rule): readonly Check[] => (rule.kind === 'checks' ? rule.checks : []));
const IMPLIED = CHECKS.flatMap((check) => check.implies ?? []);

/** True when every field has a value and every check holds, otherwise false or null. What follows from others is not asked. */
const ALL_CHECKS = CHECKS.filter(
  ({ ofField, reads }) => !(ofField && IMPLIED.some((name) => reads.includes(name))),
)
  .map((check) => check.sql((name) => `parsed.${name}`))
  .join(' AND ');

/** Gives a value a name for the expression that follows, so that it is worked out once. */
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
  AND try_variant_get(payload[1]['hash'], '$', 'STRING') = ${HASH})`;

/** The text fields that hold a text, by name: `from_json` would give them the text of any value. */
const TEXTS = `transform_values(
  map_filter(payload[0], (name, value) -> schema_of_variant(value) = 'STRING'),
  (name, value) -> try_variant_get(value, '$', 'STRING'))`;

const quoted = (names: readonly string[]) => `'${names.join("', '")}'`;

/** All text fields in one expression: the query is planned anew for each micro-batch, which must not take long. */
const ALLOWED_TEXT = TEXT_FIELDS.map(({ name, allowed }) => `${name}=(?:${allowedPattern(allowed)})`).join(
  '|',
);
const DAY_FIELDS = TEXT_FIELDS.filter(({ allowed }) => hasDay(allowed)).map(({ name }) => name);
const ALLOWED_TEXTS = `map_filter(texts, (name, value) -> concat(name, '=', value) RLIKE r'\\A(?:${ALLOWED_TEXT})\\z'
  AND (name NOT IN (${quoted(DAY_FIELDS)}) OR ${dayExistsSql('value')}))`;

const isText = (name: OrderFieldName) => TEXT_FIELDS.some((field) => field.name === name);
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
  `CASE WHEN coalesce(${IS_PLAIN} AND ${ALL_CHECKS}, false) THEN NULL ELSE ${REASONS_OF_OTHERS} END AS reasons`,
];
