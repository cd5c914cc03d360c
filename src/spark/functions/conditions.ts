import { CaseColumn } from '../case-column.js';
import { valueExpression } from '../column.js';
import type { Column, ColumnOrName } from '../column.js';
import { ofAnyColumns, ofColumn, ofColumns, ofTwoColumns } from './make.js';

/** A value under a condition; go on with `.when(...)` and end with `.otherwise(...)`, else null is left. */
export const when = (condition: Column, value: unknown): CaseColumn =>
  new CaseColumn([condition.expression, valueExpression(value)]);

/** The first that is not null. */
export const coalesce = ofAnyColumns('coalesce');

/** The first, or the second where the first is null. */
export const ifnull = ofTwoColumns('ifnull');

/** The same as {@link ifnull}. */
export const nvl = ofTwoColumns('nvl');

/** The second where the first is not null, else the third. */
export const nvl2 = ofColumns<[column: ColumnOrName, ifNotNull: ColumnOrName, ifNull: ColumnOrName]>('nvl2');

/** Null where both are equal, else the first. */
export const nullif = ofTwoColumns('nullif');

/** The first, or the second where the first is NaN. */
export const nanvl = ofTwoColumns('nanvl');

/** True where the value is null. */
export const isnull = ofColumn('isnull');

/** True where the value is not null. */
export const isnotnull = ofColumn('isnotnull');

/** True where the number is NaN. */
export const isnan = ofColumn('isnan');

/** The greatest of the values in a row; nulls do not count. */
export const greatest = ofAnyColumns('greatest');

/** The least of the values in a row; nulls do not count. */
export const least = ofAnyColumns('least');
