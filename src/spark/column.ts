import * as expressions from './plan/expressions.js';
import type { Expression } from './gen/spark/connect/expressions_pb.js';

/** A column name, where one is meant, or a column. */
export type ColumnOrName = Column | string;

/** An expression over the columns of a frame. Nothing is checked before the server analyses the whole plan. */
export class Column {
  readonly #expression: Expression;

  constructor(expression: Expression) {
    this.#expression = expression;
  }

  get expression(): Expression {
    return this.#expression;
  }

  eq = (other: unknown) => this.#call('==', other);
  ne = (other: unknown) => this.eq(other).not();
  /** Equal, where null equals null. */
  eqNullSafe = (other: unknown) => this.#call('<=>', other);
  gt = (other: unknown) => this.#call('>', other);
  ge = (other: unknown) => this.#call('>=', other);
  lt = (other: unknown) => this.#call('<', other);
  le = (other: unknown) => this.#call('<=', other);
  between = (low: unknown, high: unknown) => this.ge(low).and(this.le(high));
  and = (other: unknown) => this.#call('and', other);
  or = (other: unknown) => this.#call('or', other);
  not = () => this.#call('not');
  plus = (other: unknown) => this.#call('+', other);
  minus = (other: unknown) => this.#call('-', other);
  times = (other: unknown) => this.#call('*', other);
  divide = (other: unknown) => this.#call('/', other);
  mod = (other: unknown) => this.#call('%', other);
  isNull = () => this.#call('isNull');
  isNotNull = () => this.#call('isNotNull');
  isin = (...values: readonly unknown[]) => this.#call('in', ...values);
  like = (pattern: string) => this.#call('like', pattern);
  rlike = (pattern: string) => this.#call('rlike', pattern);
  contains = (part: unknown) => this.#call('contains', part);
  startsWith = (part: unknown) => this.#call('startsWith', part);
  endsWith = (part: unknown) => this.#call('endsWith', part);
  alias = (name: string) => new Column(expressions.alias(this.#expression, name));
  /** @param type as in SQL: "decimal(10,2)" */
  cast = (type: string) => new Column(expressions.cast(this.#expression, type));
  asc = () => new Column(expressions.sortOrder(this.#expression, 'asc'));
  desc = () => new Column(expressions.sortOrder(this.#expression, 'desc'));

  #call(name: string, ...others: readonly unknown[]): Column {
    return new Column(expressions.call(name, [this.#expression, ...others.map(valueExpression)]));
  }
}

/** What stands for a column: a string is a name. */
export function columnExpression(column: ColumnOrName): Expression {
  return typeof column === 'string' ? expressions.attribute(column) : column.expression;
}

/** What stands for a value: a string is a literal. */
export function valueExpression(value: unknown): Expression {
  return value instanceof Column ? value.expression : expressions.literal(value);
}
