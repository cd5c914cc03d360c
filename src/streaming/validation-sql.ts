import { HEADER } from '../orders/event.js';
import { ORDER_FIELDS, orderDdl } from '../orders/fields.js';
import { RULES, ruleToSparkSql } from '../orders/rules.js';

/**
 * The validating transformation as lists of Spark SQL expressions, one a step. Each step may use the columns of the
 * step before it, so that nothing is parsed twice. All casts are `try_cast`: an event that is not ours must come out
 * as invalid, never as an error that stops the query (Spark 4 casts in ANSI mode).
 */

const CORRUPT_RECORD = '_corrupt_record';

/** JSON as RFC 8259 has it: Spark's reader is laxer by default than JSON.parse and other readers are. */
const FROM_JSON_OPTIONS = `map('mode', 'PERMISSIVE', 'columnNameOfCorruptRecord', '${CORRUPT_RECORD}',
  'allowSingleQuotes', 'false', 'allowNonNumericNumbers', 'false')`;

/** From a row of Spark's Kafka source (with headers) to text, parsed order, headers by name, and position. */
export const PARSE: readonly string[] = [
  'CAST(value AS STRING) AS raw',
  `from_json(CAST(value AS STRING), '${orderDdl()}, ${CORRUPT_RECORD} STRING', ${FROM_JSON_OPTIONS}) AS parsed`,
  'headers',
  'partition AS kafka_partition',
  'offset AS kafka_offset',
  'unix_millis(timestamp) AS kafka_timestamp_ms',
];

/** `from_json` stops reading at the end of the first object, so what follows it must be looked for. */
const IS_CORRUPT = `(raw IS NULL OR parsed IS NULL OR parsed.${CORRUPT_RECORD} IS NOT NULL OR NOT endswith(rtrim(raw), '}'))`;

/** `from_json` cannot tell text that is no JSON object from an object with a value of the wrong type. */
const IS_NO_OBJECT = `NOT coalesce(endswith(rtrim(raw), '}') AND schema_of_variant(try_parse_json(raw)) LIKE 'OBJECT<%', false)`;

/** Every rule is asked: one reason must not hide another. The lambda gives names to what several rules need. */
const REASONS_OF_INVALID = `transform(
  array(named_struct('corrupt', ${IS_CORRUPT}, 'malformed', ${IS_CORRUPT} AND ${IS_NO_OBJECT})),
  payload -> array_compact(array(${RULES.map((rule) => {
    const columns = {
      raw: 'raw',
      order: 'parsed',
      malformed: 'payload.malformed',
      corrupt: 'payload.corrupt',
    };
    return `CASE WHEN ${ruleToSparkSql(rule, columns)} THEN '${rule.reason}' END`;
  }).join(', ')}))
)[0]`;

/** What the rules come to for a payload that `from_json` could read whole, as nearly all are. */
const IS_INVALID = RULES.map((rule) =>
  ruleToSparkSql(rule, { raw: 'raw', order: 'parsed', malformed: 'false', corrupt: 'false' }),
).join(' OR ');

/** `reasons` is null for a valid order. Most are valid, so that is found out first, and in as little work as can be. */
export const FIND_REASONS: readonly string[] = [
  '*',
  `CASE WHEN ${IS_CORRUPT} OR ${IS_INVALID} THEN ${REASONS_OF_INVALID} END AS reasons`,
];

const HEADERS: readonly string[] = Object.values(HEADER);

/**
 * A header by its name; either one, where Kafka has it twice. Our producers write theirs in one order, so it is looked for
 * there before all are searched: this is done six times for each event.
 */
function header(name: string): string {
  const ours = `get(headers, ${HEADERS.indexOf(name)})`;
  const found = `get(filter(headers, header -> header.key = '${name}'), 0)`;
  return `CAST(IF(${ours}.key = '${name}', ${ours}.value, ${found}.value) AS STRING)`;
}
const longHeader = (name: string) => `try_cast(${header(name)} AS BIGINT)`;

/** What is kept of an event beside the order itself: its stamps and its place in the topic. */
const EVENT_COLUMNS: readonly string[] = [
  `${header(HEADER.runId)} AS run_id`,
  `${header(HEADER.producer)} AS producer`,
  `${longHeader(HEADER.sequence)} AS event_seq`,
  `${longHeader(HEADER.intendedUs)} AS intended_us`,
  `${longHeader(HEADER.sentUs)} AS sent_us`,
  `${header(HEADER.mode)} AS injected_mode`,
  ...['kafka_partition', 'kafka_offset', 'kafka_timestamp_ms'],
];

/**
 * A valid row has the order's fields, an invalid one its raw text and all reasons; both have the event's columns.
 * The JSON sink leaves out what is null.
 */
export const SEPARATE: readonly string[] = [
  "IF(reasons IS NULL, 'valid', 'invalid') AS validity",
  ...ORDER_FIELDS.map(({ name }) => `IF(reasons IS NULL, parsed.${name}, NULL) AS ${name}`),
  'IF(reasons IS NULL, NULL, raw) AS raw',
  'reasons',
  ...EVENT_COLUMNS,
];
