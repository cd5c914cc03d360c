import { create } from '@bufbuild/protobuf';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { SparkArgumentError } from '../errors.js';
import {
  ExpressionSchema,
  Expression_SortOrder_NullOrdering as NullOrdering,
  Expression_SortOrder_SortDirection as SortDirection,
} from '../gen/spark/connect/expressions_pb.js';
import type {
  Expression,
  Expression_LiteralSchema,
  Expression_SortOrder,
} from '../gen/spark/connect/expressions_pb.js';

type ExprType = NonNullable<MessageInitShape<typeof ExpressionSchema>['exprType']>;
type LiteralType = NonNullable<MessageInitShape<typeof Expression_LiteralSchema>['literalType']>;

function expression(exprType: ExprType): Expression {
  return create(ExpressionSchema, { exprType });
}

/** A column by name; `*` and `t.*` stand for all columns. With a plan id, of that very relation. */
export function attribute(name: string, planId?: bigint): Expression {
  const bound = planId === undefined ? {} : { planId };
  if (name === '*') return expression({ case: 'unresolvedStar', value: bound });
  if (name.endsWith('.*'))
    return expression({ case: 'unresolvedStar', value: { ...bound, unparsedTarget: name } });
  return expression({ case: 'unresolvedAttribute', value: { ...bound, unparsedIdentifier: name } });
}

export function sqlExpression(text: string): Expression {
  return expression({ case: 'expressionString', value: { expression: text } });
}

export function call(functionName: string, args: readonly Expression[], isDistinct = false): Expression {
  return expression({
    case: 'unresolvedFunction',
    value: { functionName, arguments: [...args], isDistinct },
  });
}

export function alias(expr: Expression, name: string): Expression {
  return expression({ case: 'alias', value: { expr, name: [name] } });
}

/** @param type as in SQL: "decimal(10,2)" */
export function cast(expr: Expression, type: string): Expression {
  return expression({ case: 'cast', value: { expr, castToType: { case: 'typeStr', value: type } } });
}

/** Null order as in SQL: first when ascending, last when descending. */
export function sortOrder(child: Expression, direction: 'asc' | 'desc'): Expression {
  const order =
    direction === 'asc'
      ? { direction: SortDirection.ASCENDING, nullOrdering: NullOrdering.SORT_NULLS_FIRST }
      : { direction: SortDirection.DESCENDING, nullOrdering: NullOrdering.SORT_NULLS_LAST };
  return expression({ case: 'sortOrder', value: { child, ...order } });
}

/** The order that an expression of `sortOrder` holds; any other expression sorts ascending. */
export function asSortOrder(expr: Expression): Expression_SortOrder {
  const { exprType } = expr.exprType.case === 'sortOrder' ? expr : sortOrder(expr, 'asc');
  return exprType.value as Expression_SortOrder;
}

/**
 * A JavaScript value as a literal: whole numbers become INT or BIGINT, others DOUBLE, bigint BIGINT, Date TIMESTAMP,
 * Uint8Array BINARY, arrays ARRAY.
 *
 * @throws SparkArgumentError SPARK_LITERAL_UNSUPPORTED for everything else.
 */
export function literal(value: unknown): Expression {
  if (Array.isArray(value)) return call('array', value.map(literal));
  return expression({ case: 'literal', value: { literalType: literalType(value) } });
}

function literalType(value: unknown): LiteralType {
  if (typeof value === 'string') return { case: 'string', value };
  if (typeof value === 'boolean') return { case: 'boolean', value };
  if (typeof value === 'bigint') return { case: 'long', value: inRange(value) };
  if (typeof value === 'number') return numberType(value);
  if (value === null) return { case: 'null', value: { kind: { case: 'null', value: {} } } };
  if (value instanceof Date) return { case: 'timestamp', value: microseconds(value) };
  if (value instanceof Uint8Array) return { case: 'binary', value };
  const allowed = 'string, number, bigint, boolean, null, Date, Uint8Array or an array of these';
  throw new SparkArgumentError(
    `${describe(value)} cannot be a literal: use ${allowed}`,
    'SPARK_LITERAL_UNSUPPORTED',
  );
}

function numberType(value: number): LiteralType {
  // -0 is whole for JavaScript, but no integer has it.
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) return { case: 'double', value };
  if (value === (value | 0)) return { case: 'integer', value };
  return { case: 'long', value: BigInt(value) };
}

function inRange(value: bigint): bigint {
  if (BigInt.asIntN(64, value) === value) return value;
  throw new SparkArgumentError(`${value} does not fit into 64 bits`, 'SPARK_LITERAL_UNSUPPORTED');
}

function microseconds(date: Date): bigint {
  const ms = date.getTime();
  if (Number.isNaN(ms))
    throw new SparkArgumentError('An invalid Date cannot be a literal', 'SPARK_LITERAL_UNSUPPORTED');
  return BigInt(ms) * 1000n;
}

function describe(value: unknown): string {
  return typeof value === 'object'
    ? `An object of type ${value?.constructor.name ?? 'null'}`
    : `A value of type ${typeof value}`;
}
