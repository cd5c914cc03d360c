import { create } from '@bufbuild/protobuf';
import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  ExpressionSchema,
  Expression_Cast_EvalMode as EvalMode,
  Expression_SortOrder_NullOrdering as NullOrdering,
  Expression_SortOrder_SortDirection as SortDirection,
  Expression_Window_WindowFrame_FrameType as FrameType,
} from '../gen/spark/connect/expressions_pb.js';
import type { Expression, Expression_SortOrder } from '../gen/spark/connect/expressions_pb.js';

type ExprType = NonNullable<MessageInitShape<typeof ExpressionSchema>['exprType']>;

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

/** A built-in function or operator. */
export function call(functionName: string, args: readonly Expression[], isDistinct = false): Expression {
  return expression({
    case: 'unresolvedFunction',
    value: { functionName, arguments: [...args], isDistinct },
  });
}

/** Any function that the session knows, in SQL's notation: "f", "catalog.schema.f". */
export function callByName(functionName: string, args: readonly Expression[]): Expression {
  return expression({ case: 'callFunction', value: { functionName, arguments: [...args] } });
}

/** @param names more than one for functions that give several columns */
export function alias(expr: Expression, ...names: readonly string[]): Expression {
  return expression({ case: 'alias', value: { expr, name: [...names] } });
}

/** @param type as in SQL: "decimal(10,2)"; @param orNull gives null where the server would fail */
export function cast(expr: Expression, type: string, orNull = false): Expression {
  return expression({
    case: 'cast',
    value: {
      expr,
      castToType: { case: 'typeStr', value: type },
      ...(orNull && { evalMode: EvalMode.TRY }),
    },
  });
}

/** A field of a struct, an item of an array (from 0), the value of a map's key. */
export function extract(child: Expression, extraction: Expression): Expression {
  return expression({ case: 'unresolvedExtractValue', value: { child, extraction } });
}

/** The struct with another value in one field, or without the field when no value is given. */
export function updateField(struct: Expression, fieldName: string, value?: Expression): Expression {
  return expression({
    case: 'updateFields',
    value: { structExpression: struct, fieldName, ...(value !== undefined && { valueExpression: value }) },
  });
}

export function lambdaVariable(name: string): Expression {
  return expression({ case: 'unresolvedNamedLambdaVariable', value: { nameParts: [name] } });
}

export function lambda(body: Expression, names: readonly string[]): Expression {
  const variables = names.map((name) => ({ nameParts: [name] }));
  return expression({ case: 'lambdaFunction', value: { function: body, arguments: variables } });
}

export type SortDirectionName = 'asc' | 'desc';
export type NullsName = 'first' | 'last';

/** Nulls go, as in SQL, first when ascending and last when descending, unless said otherwise. */
export function sortOrder(
  child: Expression,
  direction: SortDirectionName,
  nulls: NullsName = direction === 'asc' ? 'first' : 'last',
): Expression {
  return expression({
    case: 'sortOrder',
    value: {
      child,
      direction: direction === 'asc' ? SortDirection.ASCENDING : SortDirection.DESCENDING,
      nullOrdering: nulls === 'first' ? NullOrdering.SORT_NULLS_FIRST : NullOrdering.SORT_NULLS_LAST,
    },
  });
}

/** The order that an expression of `sortOrder` holds; any other expression sorts ascending. */
export function asSortOrder(expr: Expression): Expression_SortOrder {
  const { exprType } = expr.exprType.case === 'sortOrder' ? expr : sortOrder(expr, 'asc');
  return exprType.value as Expression_SortOrder;
}

export type FrameBoundary = 'unbounded' | 'currentRow' | Expression;

export interface WindowFrame {
  readonly type: 'rows' | 'range';
  readonly lower: FrameBoundary;
  readonly upper: FrameBoundary;
}

/** Which rows a window function sees from each row. */
export interface WindowParts {
  readonly partitions: readonly Expression[];
  readonly orders: readonly Expression[];
  /** undefined leaves it to Spark: all rows up to the present one if there is an order, else all. */
  readonly frame: WindowFrame | undefined;
}

export function over(windowFunction: Expression, { partitions, orders, frame }: WindowParts): Expression {
  return expression({
    case: 'window',
    value: {
      windowFunction,
      partitionSpec: [...partitions],
      orderSpec: orders.map(asSortOrder),
      ...(frame !== undefined && {
        frameSpec: {
          frameType: frame.type === 'rows' ? FrameType.ROW : FrameType.RANGE,
          lower: { boundary: boundary(frame.lower) },
          upper: { boundary: boundary(frame.upper) },
        },
      }),
    },
  });
}

function boundary(at: FrameBoundary) {
  if (at === 'unbounded') return { case: 'unbounded', value: true } as const;
  if (at === 'currentRow') return { case: 'currentRow', value: true } as const;
  return { case: 'value', value: at } as const;
}
