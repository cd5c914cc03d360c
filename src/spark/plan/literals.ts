import { create } from '@bufbuild/protobuf';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { SparkArgumentError } from '../errors.js';
import { ExpressionSchema, Expression_LiteralSchema } from '../gen/spark/connect/expressions_pb.js';
import type { Expression, Expression_Literal } from '../gen/spark/connect/expressions_pb.js';
import { call } from './expressions.js';

type LiteralType = NonNullable<MessageInitShape<typeof Expression_LiteralSchema>['literalType']>;

/** A single value, as in the arguments of `na.fill` or `pivot`. */
export type Scalar = string | number | bigint | boolean | null | Date | Uint8Array;

/**
 * A JavaScript value as an expression: whole numbers become INT or BIGINT, others DOUBLE, bigint BIGINT, Date TIMESTAMP,
 * Uint8Array BINARY, arrays ARRAY.
 *
 * @throws SparkArgumentError SPARK_LITERAL_UNSUPPORTED for everything else.
 */
export function literal(value: unknown): Expression {
  if (Array.isArray(value)) return call('array', value.map(literal));
  return create(ExpressionSchema, { exprType: { case: 'literal', value: scalar(value) } });
}

/** The same as {@link literal} for the places that take no expression: arrays are refused, too. */
export function scalar(value: unknown): Expression_Literal {
  return create(Expression_LiteralSchema, { literalType: literalType(value) });
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
