import type { ColumnOrName } from '../column.js';
import { ofColumnAndValues, ofColumns } from './make.js';

type Offset = [column: ColumnOrName, offset?: number, otherwise?: unknown];

/** Functions that need a window: `row_number().over(Window.partitionBy('city').orderBy('day'))`. */

/** 1, 2, 3... in each window. */
export const row_number = ofColumns<[]>('row_number');

/** The place in the window: equal rows have the same, and leave gaps after them. */
export const rank = ofColumns<[]>('rank');

/** The place in the window without gaps. */
export const dense_rank = ofColumns<[]>('dense_rank');

/** The rank as a share from 0 to 1. */
export const percent_rank = ofColumns<[]>('percent_rank');

/** The share of rows that come no later. */
export const cume_dist = ofColumns<[]>('cume_dist');

/** The number of the row's part, from 1, when the window is cut into so many parts. */
export const ntile = ofColumns<[parts: number]>('ntile');

/** The value some rows before. @param offset default 1; @param otherwise where there is no such row; default null */
export const lag = ofColumnAndValues<Offset>('lag');

/** The value some rows after. @param offset default 1; @param otherwise where there is no such row; default null */
export const lead = ofColumnAndValues<Offset>('lead');

/** The value of the window's nth row, from 1. */
export const nth_value =
  ofColumnAndValues<[column: ColumnOrName, n: number, ignoreNulls?: boolean]>('nth_value');
