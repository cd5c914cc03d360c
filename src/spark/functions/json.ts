import { Column, columnExpression, valueExpression } from '../column.js';
import type { ColumnOrName } from '../column.js';
import { toOptions } from '../options.js';
import type { OptionValues } from '../options.js';
import { call } from '../plan/expressions.js';
import { literal } from '../plan/literals.js';
import { toSchemaText } from '../types.js';
import type { StructType } from '../types.js';
import { ofColumn, ofColumnAndValues } from './make.js';

type Schema = string | StructType | Column;

const parser =
  (name: string) =>
  (text: ColumnOrName, schema: Schema, options: OptionValues = {}): Column => {
    const type = schema instanceof Column ? schema.expression : literal(toSchemaText(schema));
    return new Column(call(name, [columnExpression(text), type, ...optionMap(options)]));
  };

const writer =
  (name: string) =>
  (column: ColumnOrName, options: OptionValues = {}): Column =>
    new Column(call(name, [columnExpression(column), ...optionMap(options)]));

function optionMap(options: OptionValues) {
  const entries = Object.entries(toOptions(options)).flat();
  return entries.length === 0 ? [] : [call('map', entries.map(literal))];
}

/** A JSON text to a struct, map or array; null where it is none. @param schema DDL, StructType or schema_of_json() */
export const from_json = parser('from_json');

/** A struct, map or array to JSON text. @param options those of the JSON sink, such as { ignoreNullFields: false } */
export const to_json = writer('to_json');

/** A line of CSV to a struct. @param schema DDL, StructType or schema_of_csv() */
export const from_csv = parser('from_csv');

/** A struct to a line of CSV. */
export const to_csv = writer('to_csv');

/** The DDL of an example: `schema_of_json('{"a": 1}')`. */
export const schema_of_json = (example: string): Column =>
  new Column(call('schema_of_json', [valueExpression(example)]));

/** The DDL of an example: `schema_of_csv('1,abc')`. */
export const schema_of_csv = (example: string): Column =>
  new Column(call('schema_of_csv', [valueExpression(example)]));

/** The part of a JSON text at a path such as "$.items[0].name", as text. */
export const get_json_object = ofColumnAndValues<[json: ColumnOrName, path: string]>('get_json_object');

/** The values of the top level's fields, as columns c0, c1... */
export const json_tuple = ofColumnAndValues<[json: ColumnOrName, ...fields: string[]]>('json_tuple');

/** The keys of the top level. */
export const json_object_keys = ofColumn('json_object_keys');

/** The number of items of a JSON array. */
export const json_array_length = ofColumn('json_array_length');
