import { HEADER } from '../../../producers/headers.js';
import { ORDER_FIELDS, orderDdl } from '../data/fields.js';

/**
 * The validating transformation as lists of Spark SQL expressions, one a step; the step between {@link PARSE} and
 * {@link SEPARATE} is in `reasons-sql.ts`. Each step may use the columns of the
 * step before it, so that nothing is parsed twice. All casts are `try_cast`: an event that is not ours must come out
 * as invalid, never as an error that stops the query (Spark 4 casts in ANSI mode).
 */

/** The column of {@link PARSE}'s struct in which `from_json` keeps a payload that it could not read whole. */
export const CORRUPT_RECORD = '_corrupt_record';

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

/** What is kept of an event beside the order itself: its timestamps and its place in the topic. */
const EVENT_COLUMNS: readonly string[] = [
  `${header(HEADER.runId)} AS run_id`,
  `${header(HEADER.producer)} AS producer`,
  `${longHeader(HEADER.sequence)} AS event_seq`,
  `${longHeader(HEADER.intendedUs)} AS intended_us`,
  `${longHeader(HEADER.sentUs)} AS sent_us`,
  `${header(HEADER.faultType)} AS injected_mode`,
  'kafka_partition',
  'kafka_offset',
  'kafka_timestamp_ms',
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
