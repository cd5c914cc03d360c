import { allowedSql } from '../orders/allowed.js';
import { AGREEMENTS } from '../orders/checks.js';
import { ORDER_FIELDS } from '../orders/fields.js';
import { TOO_LONG_NUMBER, TOO_LONG_NUMBER_CHARACTERS } from '../orders/json-object.js';
import { allChecksSql, type Reason, RULES, ruleToSparkSql } from '../orders/rules.js';
import { CORRUPT_RECORD } from './validation-sql.js';

/**
 * The rules of `src/orders/rules.ts` as one Spark SQL expression, over the columns `raw` and `parsed`. It must find what
 * `brokenRules` finds, for any bytes: `tests/integration/rules.test.ts` holds both against each other.
 */

type OrderField = (typeof ORDER_FIELDS)[number];

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

/** Gives a value a name for the expression that follows, so that it is worked out once. */
const letIn = (name: string, value: string, body: string) =>
  `transform(array(${value}), ${name} -> ${body})[0]`;

/**
 * The payload as a VARIANT, which keeps the type of every value and refuses repeated keys: an array of the payload and its
 * hash. The reader stops at the end of the first value; so only when the hash is read, too, was the payload one value and
 * nothing more. A payload cannot hold its own hash.
 */
const AS_VARIANT = "try_parse_json(concat('[', raw, ',\"', hash, '\"]'))";

/** What kind of value each key has: STRING, BIGINT, VOID, ...; null when the payload is not one JSON object. */
const KINDS = `IF(
  is_valid_utf8(raw) AND NOT raw RLIKE '${TOO_LONG_NUMBER}' AND try_variant_get(json, '$[1]', 'STRING') = hash,
  transform_values(try_variant_get(json, '$[0]', 'MAP<STRING, VARIANT>'), (key, value) -> schema_of_variant(value)),
  NULL)`;

const namesOf = (fields: readonly OrderField[]) => `split('${fields.map(({ name }) => name).join()}', ',')`;

const PRESENT = `filter(${namesOf(ORDER_FIELDS)}, name -> coalesce(kinds[name] <> 'VOID', false))`;

/** `from_json` reports numbers and booleans that are none; a text field takes the text of any value. */
const WRONG_TYPE = `(parsed.${CORRUPT_RECORD} IS NOT NULL OR coalesce(exists(${namesOf(TEXT_FIELDS)}, name -> kinds[name] NOT IN ('STRING', 'VOID')), false))`;

const structOf = (fields: readonly OrderField[], value: (field: OrderField) => string) =>
  `named_struct(${fields.map((field) => `'${field.name}', ${value(field)}`).join(', ')})`;

const TEXTS = structOf(TEXT_FIELDS, ({ name }) => `IF(kinds['${name}'] = 'STRING', parsed.${name}, NULL)`);

const typed = (name: string) =>
  TEXT_FIELDS.some((field) => field.name === name) ? `texts.${name}` : `parsed.${name}`;

const ALLOWED = structOf(
  ORDER_FIELDS.filter(({ name }) => AGREEMENTS.some(({ reads }) => reads.includes(name))),
  ({ name, allowed }) => `IF(${allowedSql(allowed, typed(name))}, ${typed(name)}, NULL)`,
);

/** Every rule is asked: one reason must not hide another. */
const BROKEN_RULES = `array_compact(array(${RULES.filter(({ kind }) => kind !== 'malformed')
  .map((rule) => {
    const condition = ruleToSparkSql(rule, {
      wrongType: WRONG_TYPE,
      present: 'present',
      typed,
      allowed: (name) => `allowed.${name}`,
    });
    return `IF(${condition}, '${rule.reason}', NULL)`;
  })
  .join(', ')}))`;

const MALFORMED: Reason = 'malformed_json';

const REASONS_OF_OBJECT = letIn(
  'present',
  PRESENT,
  letIn('texts', TEXTS, letIn('allowed', ALLOWED, BROKEN_RULES)),
);

const REASONS_OF_OTHERS = letIn(
  'hash',
  'sha2(raw, 256)',
  letIn(
    'json',
    AS_VARIANT,
    letIn('kinds', KINDS, `IF(kinds IS NULL, array('${MALFORMED}'), nullif(${REASONS_OF_OBJECT}, array()))`),
  ),
);

/** `reasons` is null for a valid order. Most are valid and plain, so that is found out first, in as little work as can be. */
export const FIND_REASONS: readonly string[] = [
  '*',
  `CASE WHEN coalesce(${IS_PLAIN} AND ${allChecksSql((name) => `parsed.${name}`)}, false) THEN NULL ELSE ${REASONS_OF_OTHERS} END AS reasons`,
];
