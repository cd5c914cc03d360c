import type { Expression, Expression_Literal } from '../gen/spark/connect/expressions_pb.js';
import { Aggregate_GroupType as GroupTypeNumber } from '../gen/spark/connect/relations_pb.js';
import type { Relation } from '../gen/spark/connect/relations_pb.js';
import { relation } from './relations.js';

const groupTypes = {
  groupBy: GroupTypeNumber.GROUPBY,
  rollup: GroupTypeNumber.ROLLUP,
  cube: GroupTypeNumber.CUBE,
} as const;
export type GroupType = keyof typeof groupTypes;

export interface Pivot {
  readonly column: Expression;
  /** One column for each; without values the server looks first which there are. */
  readonly values: readonly Expression_Literal[];
}

export interface Grouping {
  readonly type: GroupType;
  readonly keys: readonly Expression[];
  readonly pivot?: Pivot;
}

export function aggregate(
  input: Relation,
  { type, keys, pivot }: Grouping,
  aggregates: readonly Expression[],
): Relation {
  return relation({
    case: 'aggregate',
    value: {
      input,
      groupType: pivot === undefined ? groupTypes[type] : GroupTypeNumber.PIVOT,
      groupingExpressions: [...keys],
      aggregateExpressions: [...aggregates],
      ...(pivot !== undefined && { pivot: { col: pivot.column, values: [...pivot.values] } }),
    },
  });
}
