import { Column, columnExpression } from '../column.js';
import type { ColumnOrName } from '../column.js';
import { call } from '../plan/expressions.js';
import { ofAnyColumns, ofColumn, ofColumnAndValues, ofColumns, ofTwoColumns } from './make.js';

type IgnoringNulls = [column: ColumnOrName, ignoreNulls?: boolean];
type Ordered = [column: ColumnOrName, order: ColumnOrName];

const distinct = (name: string, columns: readonly ColumnOrName[]): Column =>
  new Column(call(name, columns.map(columnExpression), true));

/** The number of values that are not null; of `*`, of rows. */
export const count = ofColumn('count');

/** The number of different values, or combinations of values, without nulls. */
export const count_distinct = (...columns: readonly ColumnOrName[]): Column => distinct('count', columns);

/** About the number of different values. @param relativeError default 0.05 */
export const approx_count_distinct =
  ofColumnAndValues<[column: ColumnOrName, relativeError?: number]>('approx_count_distinct');

/** The number of rows in which the condition is true. */
export const count_if = ofColumn('count_if');

/** The sum of the values. */
export const sum = ofColumn('sum');

/** The sum of the different values. */
export const sum_distinct = (column: ColumnOrName): Column => distinct('sum', [column]);

/** The mean of the values. */
export const avg = ofColumn('avg');

/** The same as {@link avg}. */
export const mean = ofColumn('mean');

/** The least value. */
export const min = ofColumn('min');

/** The greatest value. */
export const max = ofColumn('max');

/** The value in the row where `order` is least. */
export const min_by = ofColumns<Ordered>('min_by');

/** The value in the row where `order` is greatest. */
export const max_by = ofColumns<Ordered>('max_by');

/** The value of the first row, whichever that is unless the window says. */
export const first = ofColumnAndValues<IgnoringNulls>('first');

/** The value of the last row, whichever that is unless the window says. */
export const last = ofColumnAndValues<IgnoringNulls>('last');

/** The value of any one row. */
export const any_value = ofColumnAndValues<IgnoringNulls>('any_value');

/** All values as an array, without nulls, in no certain order. */
export const collect_list = ofColumn('collect_list');

/** The different values as an array, without nulls, in no certain order. */
export const collect_set = ofColumn('collect_set');

/** The texts joined. @param delimiter default "" */
export const listagg = ofColumnAndValues<[text: ColumnOrName, delimiter?: string]>('listagg');

/** True if all are true. */
export const bool_and = ofColumn('bool_and');

/** True if any is true. */
export const bool_or = ofColumn('bool_or');

/** The standard deviation of a sample. */
export const stddev = ofColumn('stddev');

/** The same as {@link stddev}. */
export const stddev_samp = ofColumn('stddev_samp');

/** The standard deviation of the whole population. */
export const stddev_pop = ofColumn('stddev_pop');

/** The variance of a sample. */
export const variance = ofColumn('variance');

/** The same as {@link variance}. */
export const var_samp = ofColumn('var_samp');

/** The variance of the whole population. */
export const var_pop = ofColumn('var_pop');

export const skewness = ofColumn('skewness');
export const kurtosis = ofColumn('kurtosis');

/** Pearson's correlation of two columns. */
export const corr = ofTwoColumns('corr');

/** The covariance of a sample. */
export const covar_samp = ofTwoColumns('covar_samp');

/** The covariance of the whole population. */
export const covar_pop = ofTwoColumns('covar_pop');

/** The middle value. */
export const median = ofColumn('median');

/** The most frequent value. */
export const mode = ofColumn('mode');

/** The exact value below which the share of values lies. @param percentage from 0 to 1; an array gives an array */
export const percentile =
  ofColumnAndValues<[column: ColumnOrName, percentage: number | readonly number[]]>('percentile');

/** About {@link percentile}, with little memory. @param accuracy default 10000: relative error 1 in 10000 */
export const percentile_approx =
  ofColumnAndValues<[column: ColumnOrName, percentage: number | readonly number[], accuracy?: number]>(
    'percentile_approx',
  );

/** In a rollup or cube: 1 where the column is summed up, 0 where it is a key of the row. */
export const grouping = ofColumn('grouping');

/** In a rollup or cube: which of the keys are summed up, as a number of bits. */
export const grouping_id = ofAnyColumns('grouping_id');
