import { Column, columnExpression, valueExpression } from '../column.js';
import type { ColumnOrName } from '../column.js';
import { SparkArgumentError } from '../errors.js';
import { attribute, callByName, sortOrder, sqlExpression } from '../plan/expressions.js';
import { ofColumns } from './make.js';

/** A column by name; `*` and `t.*` stand for all columns. */
export const col = (name: string): Column => new Column(attribute(name));

/** A constant. */
export const lit = (value: unknown): Column => new Column(valueExpression(value));

/** Any SQL expression: "sum(amount) FILTER (WHERE paid)". */
export const expr = (sql: string): Column => new Column(sqlExpression(sql));

/** Any function by its name: a built-in one that is not listed here, or one made by CREATE FUNCTION. */
export const call_function = (name: string, ...columns: readonly ColumnOrName[]): Column =>
  new Column(callByName(name, columns.map(columnExpression)));

/** A column to sort by, ascending, nulls first. */
export const asc = (column: ColumnOrName): Column => new Column(sortOrder(columnExpression(column), 'asc'));

/** A column to sort by, descending, nulls last. */
export const desc = (column: ColumnOrName): Column => new Column(sortOrder(columnExpression(column), 'desc'));

/** Marks a small frame to be sent whole to each executor in a join. */
export const broadcast = <Frame extends { hint(name: string): Frame }>(frame: Frame): Frame =>
  frame.hint('broadcast');

/** Rising numbers, one for each row, with gaps between partitions. */
export const monotonically_increasing_id = ofColumns<[]>('monotonically_increasing_id');

/** The number of the partition that the row is in. */
export const spark_partition_id = ofColumns<[]>('spark_partition_id');

/** The file that the row was read from. */
export const input_file_name = ofColumns<[]>('input_file_name');

/** A random UUID for each row. */
export const uuid = ofColumns<[]>('uuid');

/**
 * Not possible: functions in TypeScript cannot run on Spark.
 *
 * @throws SparkArgumentError SPARK_UNSUPPORTED, with what to do instead.
 */
export const udf: (...definition: readonly unknown[]) => never = () => {
  throw new SparkArgumentError(
    'A function in TypeScript cannot run on Spark: use the built-in functions, expr() with SQL lambdas, ' +
      'or spark.sql("CREATE TEMPORARY FUNCTION f(x INT) RETURNS INT RETURN x + 1") with call_function("f", "x")',
    'SPARK_UNSUPPORTED',
  );
};
