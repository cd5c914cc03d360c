import { Column, valueExpression } from './column.js';
import * as expressions from './plan/expressions.js';

/** A column by name; `*` and `t.*` stand for all columns. */
export function col(name: string): Column {
  return new Column(expressions.attribute(name));
}

/** A constant. */
export function lit(value: unknown): Column {
  return new Column(valueExpression(value));
}

/** Any SQL expression: "transform(xs, x -> x + 1)". */
export function expr(sql: string): Column {
  return new Column(expressions.sqlExpression(sql));
}
