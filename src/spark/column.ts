import type { Expression } from './gen/spark/connect/expressions_pb.js';
import * as expressions from './plan/expressions.js';
import type { WindowParts } from './plan/expressions.js';
import { literal } from './plan/literals.js';

/** A column name, where one is meant, or a column. */
export type ColumnOrName = Column | string;

/**
 * An expression over the columns of a frame. Nothing is checked before the server analyses the whole plan. What a method
 * takes as `unknown` is a column or a value; a string there is a text, not a column's name.
 */
export class Column {
  readonly #expression: Expression;

  constructor(expression: Expression) {
    this.#expression = expression;
  }

  get expression(): Expression {
    return this.#expression;
  }

  eq(other: unknown): Column {
    return this.#call('==', other);
  }

  ne(other: unknown): Column {
    return this.eq(other).not();
  }

  /** Equal, where null equals null. */
  eqNullSafe(other: unknown): Column {
    return this.#call('<=>', other);
  }

  gt(other: unknown): Column {
    return this.#call('>', other);
  }

  ge(other: unknown): Column {
    return this.#call('>=', other);
  }

  lt(other: unknown): Column {
    return this.#call('<', other);
  }

  le(other: unknown): Column {
    return this.#call('<=', other);
  }

  /** Both ends are in it. */
  between(low: unknown, high: unknown): Column {
    return this.ge(low).and(this.le(high));
  }

  and(other: unknown): Column {
    return this.#call('and', other);
  }

  or(other: unknown): Column {
    return this.#call('or', other);
  }

  not(): Column {
    return this.#call('not');
  }

  plus(other: unknown): Column {
    return this.#call('+', other);
  }

  minus(other: unknown): Column {
    return this.#call('-', other);
  }

  times(other: unknown): Column {
    return this.#call('*', other);
  }

  divide(other: unknown): Column {
    return this.#call('/', other);
  }

  mod(other: unknown): Column {
    return this.#call('%', other);
  }

  /** The number with its sign turned. */
  negate(): Column {
    return this.#call('negative');
  }

  bitwiseAND(other: unknown): Column {
    return this.#call('&', other);
  }

  bitwiseOR(other: unknown): Column {
    return this.#call('|', other);
  }

  bitwiseXOR(other: unknown): Column {
    return this.#call('^', other);
  }

  isNull(): Column {
    return this.#call('isnull');
  }

  isNotNull(): Column {
    return this.#call('isnotnull');
  }

  isNaN(): Column {
    return this.#call('isnan');
  }

  /** One of the values, given one by one or as an array. */
  isin(...values: readonly unknown[]): Column {
    return this.#call('in', ...values.flat());
  }

  /** As SQL's LIKE: `%` stands for any text, `_` for any one character. */
  like(pattern: unknown): Column {
    return this.#call('like', pattern);
  }

  /** As {@link like}, whatever the case. */
  ilike(pattern: unknown): Column {
    return this.#call('ilike', pattern);
  }

  /** A part of the text matches the Java regular expression. */
  rlike(pattern: unknown): Column {
    return this.#call('rlike', pattern);
  }

  contains(part: unknown): Column {
    return this.#call('contains', part);
  }

  startsWith(part: unknown): Column {
    return this.#call('startswith', part);
  }

  endsWith(part: unknown): Column {
    return this.#call('endswith', part);
  }

  /** The part of a text from a position, which begins at 1. */
  substr(position: unknown, length: unknown): Column {
    return this.#call('substr', position, length);
  }

  /** An item of an array, from 0, or the value of a map's key. */
  getItem(key: unknown): Column {
    return new Column(expressions.extract(this.#expression, valueExpression(key)));
  }

  /** A field of a struct. */
  getField(name: string): Column {
    return this.getItem(name);
  }

  /** The struct with the field set, whether it has it or not. */
  withField(name: string, value: Column): Column {
    return new Column(expressions.updateField(this.#expression, name, value.expression));
  }

  dropFields(...names: readonly string[]): Column {
    return new Column(
      names.reduce((struct, name) => expressions.updateField(struct, name), this.#expression),
    );
  }

  /** @param type as in SQL: "decimal(10,2)" */
  cast(type: string): Column {
    return new Column(expressions.cast(this.#expression, type));
  }

  /** As {@link cast}, with null where a value cannot be cast. */
  tryCast(type: string): Column {
    return new Column(expressions.cast(this.#expression, type, true));
  }

  /** Another name; several for functions that give several columns, such as `posexplode`. */
  alias(...names: readonly [string, ...string[]]): Column {
    return new Column(expressions.alias(this.#expression, ...names));
  }

  /** The same as {@link alias}. */
  name(name: string): Column {
    return this.alias(name);
  }

  /** Ascending, nulls first. */
  asc(): Column {
    return new Column(expressions.sortOrder(this.#expression, 'asc'));
  }

  ascNullsFirst(): Column {
    return this.asc();
  }

  ascNullsLast(): Column {
    return new Column(expressions.sortOrder(this.#expression, 'asc', 'last'));
  }

  /** Descending, nulls last. */
  desc(): Column {
    return new Column(expressions.sortOrder(this.#expression, 'desc'));
  }

  descNullsFirst(): Column {
    return new Column(expressions.sortOrder(this.#expression, 'desc', 'first'));
  }

  descNullsLast(): Column {
    return this.desc();
  }

  /** An aggregate or a window function, computed for each row over the rows of its window. */
  over(window: WindowParts): Column {
    return new Column(expressions.over(this.#expression, window));
  }

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
  return value instanceof Column ? value.expression : literal(value);
}
