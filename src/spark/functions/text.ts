import type { Column, ColumnOrName } from '../column.js';
import {
  ofAnyColumns,
  ofColumn,
  ofColumnAndValues,
  ofColumns,
  ofTwoColumns,
  ofValueAndColumns,
} from './make.js';

type Padding = [text: ColumnOrName, length: number, pad: string];
type Pattern = [text: ColumnOrName, pattern: string];
type Charset = [column: ColumnOrName, charset: string];

export const upper = ofColumn('upper');
export const lower = ofColumn('lower');
/** Each word with a capital letter. */
export const initcap = ofColumn('initcap');
/** The number of characters, or of bytes in BINARY. */
export const length = ofColumn('length');
/** Without spaces at both ends. */
export const trim = ofColumn('trim');
/** Without spaces at the left. */
export const ltrim = ofColumn('ltrim');
/** Without spaces at the right. */
export const rtrim = ofColumn('rtrim');
/** The text, or the array, backwards. */
export const reverse = ofColumn('reverse');
/** The code of the first character. */
export const ascii = ofColumn('ascii');
export const soundex = ofColumn('soundex');
export const base64 = ofColumn('base64');
export const unbase64 = ofColumn('unbase64');

/** Texts, or arrays, one after the other; null if any of them is. */
export const concat = ofAnyColumns('concat');
/** Texts with a separator between them; nulls are left out. */
export const concat_ws = ofValueAndColumns<[separator: string, ...texts: ColumnOrName[]]>('concat_ws');
/** printf: `format_string('%s: %.2f', 'item', 'price')`. */
export const format_string = ofValueAndColumns<[format: string, ...columns: ColumnOrName[]]>('format_string');
/** A number as in 1,234.50. @param decimals digits behind the point */
export const format_number = ofColumnAndValues<[column: ColumnOrName, decimals: number]>('format_number');

/** The part of a text from a position, which begins at 1. */
export const substring =
  ofColumnAndValues<[text: ColumnOrName, position: number | Column, length: number | Column]>('substring');
/** What comes before the nth delimiter; with a negative n, after the nth from the end. */
export const substring_index =
  ofColumnAndValues<[text: ColumnOrName, delimiter: string, n: number]>('substring_index');
/** The first characters. */
export const left = ofColumns<[text: ColumnOrName, length: ColumnOrName | number]>('left');
/** The last characters. */
export const right = ofColumns<[text: ColumnOrName, length: ColumnOrName | number]>('right');
/** The position of a part, from 1; 0 if it is not there. */
export const instr = ofColumnAndValues<[text: ColumnOrName, part: string]>('instr');
/** Filled at the left up to the length, or cut to it. */
export const lpad = ofColumnAndValues<Padding>('lpad');
/** Filled at the right up to the length, or cut to it. */
export const rpad = ofColumnAndValues<Padding>('rpad');
export const repeat = ofColumnAndValues<[text: ColumnOrName, times: number | Column]>('repeat');
/** Each character of `matching` becomes the one in the same place of `replacing`. */
export const translate =
  ofColumnAndValues<[text: ColumnOrName, matching: string, replacing: string]>('translate');
/** Every `search` becomes `replacement`; strings are names of columns here, so texts need `lit()`. */
export const replace =
  ofColumns<[text: ColumnOrName, search: ColumnOrName, replacement?: ColumnOrName]>('replace');
/** An array of the parts between matches of a Java regular expression. @param limit most parts; default all */
export const split = ofColumnAndValues<[text: ColumnOrName, pattern: string, limit?: number]>('split');
/** The number of single-character edits between two texts. */
export const levenshtein = ofTwoColumns('levenshtein');

/** A part of the text matches the Java regular expression. */
export const regexp_like = ofColumnAndValues<Pattern>('regexp_like');
/** The first match, or one group of it. @param group default 1 */
export const regexp_extract = ofColumnAndValues<[...Pattern, group?: number]>('regexp_extract');
/** All matches as an array, or one group of them. @param group default 1 */
export const regexp_extract_all = ofColumnAndValues<[...Pattern, group?: number]>('regexp_extract_all');
/** Every match replaced; $1 stands for the first group. */
export const regexp_replace = ofColumnAndValues<[...Pattern, replacement: string]>('regexp_replace');
/** The number of matches. */
export const regexp_count = ofColumnAndValues<Pattern>('regexp_count');

/** BINARY to text. @param charset such as "UTF-8" */
export const decode = ofColumnAndValues<Charset>('decode');
/** Text to BINARY. @param charset such as "UTF-8" */
export const encode = ofColumnAndValues<Charset>('encode');

export const md5 = ofColumn('md5');
export const sha1 = ofColumn('sha1');
/** @param bits 224, 256, 384 or 512 */
export const sha2 = ofColumnAndValues<[column: ColumnOrName, bits: 224 | 256 | 384 | 512]>('sha2');
export const crc32 = ofColumn('crc32');
/** A number from the values of all columns (Murmur3, 32 bits). */
export const hash = ofAnyColumns('hash');
/** A number from the values of all columns (xxHash, 64 bits). */
export const xxhash64 = ofAnyColumns('xxhash64');
