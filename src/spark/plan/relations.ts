import { create } from '@bufbuild/protobuf';
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { Expression } from '../gen/spark/connect/expressions_pb.js';
import {
  Aggregate_GroupType,
  RelationSchema,
  SetOperation_SetOpType,
} from '../gen/spark/connect/relations_pb.js';
import type { Relation } from '../gen/spark/connect/relations_pb.js';
import { asSortOrder } from './expressions.js';

type RelType = NonNullable<MessageInitShape<typeof RelationSchema>['relType']>;
type Options = Readonly<Record<string, string>>;

function relation(relType: RelType): Relation {
  return create(RelationSchema, { relType });
}

/** The same relation under an id of its own, by which columns can refer to it. */
export function withPlanId({ relType }: Relation, planId: bigint): Relation {
  return create(RelationSchema, { common: { planId }, relType });
}

export interface SqlArguments {
  readonly named?: Readonly<Record<string, Expression>>;
  readonly positional?: readonly Expression[];
}

export function sqlQuery(query: string, { named = {}, positional = [] }: SqlArguments = {}): Relation {
  return relation({ case: 'sql', value: { query, namedArguments: named, posArguments: [...positional] } });
}

export function range(start: bigint, end: bigint, step: bigint, numPartitions?: number): Relation {
  const partitions = numPartitions === undefined ? {} : { numPartitions };
  return relation({ case: 'range', value: { start, end, step, ...partitions } });
}

export function readTable(name: string, options: Options, isStreaming: boolean): Relation {
  const namedTable = { unparsedIdentifier: name, options };
  return relation({
    case: 'read',
    value: { readType: { case: 'namedTable', value: namedTable }, isStreaming },
  });
}

export interface SourceSettings {
  readonly format?: string | undefined;
  /** DDL or Spark's JSON. */
  readonly schema?: string | undefined;
  readonly options: Options;
  readonly paths: readonly string[];
}

export function readSource(
  { format, schema, options, paths }: SourceSettings,
  isStreaming: boolean,
): Relation {
  const dataSource = {
    ...(format !== undefined && { format }),
    ...(schema !== undefined && { schema }),
    options,
    paths: [...paths],
  };
  return relation({
    case: 'read',
    value: { readType: { case: 'dataSource', value: dataSource }, isStreaming },
  });
}

export function project(input: Relation, expressions: readonly Expression[]): Relation {
  return relation({ case: 'project', value: { input, expressions: [...expressions] } });
}

export function filter(input: Relation, condition: Expression): Relation {
  return relation({ case: 'filter', value: { input, condition } });
}

export function withColumns(input: Relation, columns: readonly (readonly [string, Expression])[]): Relation {
  const aliases = columns.map(([name, expr]) => ({ name: [name], expr }));
  return relation({ case: 'withColumns', value: { input, aliases } });
}

export function drop(
  input: Relation,
  columnNames: readonly string[],
  columns: readonly Expression[],
): Relation {
  return relation({ case: 'drop', value: { input, columnNames: [...columnNames], columns: [...columns] } });
}

export function limit(input: Relation, rows: number): Relation {
  return relation({ case: 'limit', value: { input, limit: rows } });
}

export function sort(input: Relation, orders: readonly Expression[]): Relation {
  return relation({ case: 'sort', value: { input, order: orders.map(asSortOrder), isGlobal: true } });
}

export function distinct(input: Relation): Relation {
  return relation({ case: 'deduplicate', value: { input, allColumnsAsKeys: true } });
}

/** Keeps duplicates, as UNION ALL; columns go by position. */
export function unionAll(leftInput: Relation, rightInput: Relation): Relation {
  const value = { leftInput, rightInput, setOpType: SetOperation_SetOpType.UNION, isAll: true };
  return relation({ case: 'setOp', value });
}

export function groupBy(
  input: Relation,
  groupingExpressions: readonly Expression[],
  aggregateExpressions: readonly Expression[],
): Relation {
  return relation({
    case: 'aggregate',
    value: {
      input,
      groupType: Aggregate_GroupType.GROUPBY,
      groupingExpressions: [...groupingExpressions],
      aggregateExpressions: [...aggregateExpressions],
    },
  });
}

/** @param shuffle false only merges partitions, true spreads the rows anew */
export function repartition(input: Relation, numPartitions: number, shuffle: boolean): Relation {
  return relation({ case: 'repartition', value: { input, numPartitions, shuffle } });
}

export function repartitionBy(
  input: Relation,
  columns: readonly Expression[],
  numPartitions?: number,
): Relation {
  const partitions = numPartitions === undefined ? {} : { numPartitions };
  return relation({
    case: 'repartitionByExpression',
    value: { input, partitionExprs: [...columns], ...partitions },
  });
}

export function subqueryAlias(input: Relation, alias: string): Relation {
  return relation({ case: 'subqueryAlias', value: { input, alias } });
}

/** @param truncate longest cell in characters; 0 shows cells whole */
export function showString(input: Relation, numRows: number, truncate: number, vertical: boolean): Relation {
  return relation({ case: 'showString', value: { input, numRows, truncate, vertical } });
}
