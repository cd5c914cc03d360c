import type { Column, ColumnOrName } from '../column.js';
import { ofAnyColumns, ofColumn, ofColumnAndValues, ofColumns, ofTwoColumns } from './make.js';

type WithValue = [array: ColumnOrName, value: unknown];
type Count = ColumnOrName | number;

/** An array of the columns. */
export const array = ofAnyColumns('array');
/** A struct of the columns, under their names. */
export const struct = ofAnyColumns('struct');
/** A map of keys and values in turn: `create_map(lit('a'), 'x', lit('b'), 'y')`. */
export const create_map = ofAnyColumns('map');

/** One row for each item; a map gives `key` and `value`. */
export const explode = ofColumn('explode');
/** As {@link explode}, with one row of null where there is no item. */
export const explode_outer = ofColumn('explode_outer');
/** As {@link explode}, with the item's position from 0 in `pos`. */
export const posexplode = ofColumn('posexplode');
/** As {@link posexplode}, with one row of null where there is no item. */
export const posexplode_outer = ofColumn('posexplode_outer');
/** One row for each struct of an array, with a column for each field. */
export const inline = ofColumn('inline');

/** The number of items; null of null. */
export const size = ofColumn('size');
/** The same as {@link size}. */
export const cardinality = ofColumn('cardinality');
/** The item of an array, from 1 or, if negative, from the end; or the value of a map's key. */
export const element_at = ofColumnAndValues<[column: ColumnOrName, key: unknown]>('element_at');
/** The item of an array, from 0; null outside. */
export const get = ofColumns<[array: ColumnOrName, index: Count]>('get');
/** Items from a position, which begins at 1 or, if negative, at the end. */
export const slice = ofColumns<[array: ColumnOrName, start: Count, length: Count]>('slice');

export const array_contains = ofColumnAndValues<WithValue>('array_contains');
/** The position of the value's first occurrence, from 1; 0 if there is none. */
export const array_position = ofColumnAndValues<WithValue>('array_position');
/** Without all items that equal the value. */
export const array_remove = ofColumnAndValues<WithValue>('array_remove');
/** With the value at the end. */
export const array_append = ofColumnAndValues<WithValue>('array_append');
/** With the value at the begin. */
export const array_prepend = ofColumnAndValues<WithValue>('array_prepend');
/** Items as one text; nulls are left out unless there is something to show for them. */
export const array_join =
  ofColumnAndValues<[array: ColumnOrName, delimiter: string, forNull?: string]>('array_join');
/** Sorted, nulls first when ascending. @param ascending default true */
export const sort_array = ofColumnAndValues<[array: ColumnOrName, ascending?: boolean]>('sort_array');
/** Sorted, nulls last. */
export const array_sort = ofColumn('array_sort');
export const array_distinct = ofColumn('array_distinct');
/** Without nulls. */
export const array_compact = ofColumn('array_compact');
export const array_min = ofColumn('array_min');
export const array_max = ofColumn('array_max');
/** What is in either, without duplicates. */
export const array_union = ofTwoColumns('array_union');
/** What is in both, without duplicates. */
export const array_intersect = ofTwoColumns('array_intersect');
/** What is in the first only, without duplicates. */
export const array_except = ofTwoColumns('array_except');
/** True if both have an item in common. */
export const arrays_overlap = ofTwoColumns('arrays_overlap');
/** The nth items of all arrays, as structs. */
export const arrays_zip = ofAnyColumns('arrays_zip');
/** An array of the value, so many times. */
export const array_repeat = ofColumns<[column: ColumnOrName, count: Count]>('array_repeat');
/** An array of arrays to one of their items. */
export const flatten = ofColumn('flatten');
/** The items in random order. */
export const shuffle = ofColumn('shuffle');
/** The numbers, dates or timestamps from start to stop, both in it. @param step default 1, or a day; may be -1 */
export const sequence = ofColumns<[start: Count, stop: Count, step?: Count | Column]>('sequence');

export const map_keys = ofColumn('map_keys');
export const map_values = ofColumn('map_values');
/** An array of struct<key, value>. */
export const map_entries = ofColumn('map_entries');
/** A map from an array of struct<key, value>. */
export const map_from_entries = ofColumn('map_from_entries');
/** A map from an array of keys and one of values. */
export const map_from_arrays = ofColumns<[keys: ColumnOrName, values: ColumnOrName]>('map_from_arrays');
export const map_concat = ofAnyColumns('map_concat');
export const map_contains_key = ofColumnAndValues<[map: ColumnOrName, key: unknown]>('map_contains_key');
