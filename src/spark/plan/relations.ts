import { create } from '@bufbuild/protobuf';
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { Expression } from '../gen/spark/connect/expressions_pb.js';
import { RelationSchema } from '../gen/spark/connect/relations_pb.js';
import type { Relation } from '../gen/spark/connect/relations_pb.js';
import { asSortOrder } from './expressions.js';

type RelType = NonNullable<MessageInitShape<typeof RelationSchema>['relType']>;
type Options = Readonly<Record<string, string>>;

export function relation(relType: RelType): Relation {
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
  readonly paths?: readonly string[];
  /** For jdbc: one partition for each. */
  readonly predicates?: readonly string[];
}

export function readSource(
  { format, schema, options, paths = [], predicates = [] }: SourceSettings,
  isStreaming: boolean,
): Relation {
  const dataSource = {
    ...(format !== undefined && { format }),
    ...(schema !== undefined && { schema }),
    options,
    paths: [...paths],
    predicates: [...predicates],
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

/** @param names old and new ones; old ones that are not there are passed over */
export function withColumnsRenamed(input: Relation, names: Readonly<Record<string, string>>): Relation {
  const renames = Object.entries(names).map(([colName, newColName]) => ({ colName, newColName }));
  return relation({ case: 'withColumnsRenamed', value: { input, renames } });
}

/** All columns under new names, by position. */
export function toDf(input: Relation, columnNames: readonly string[]): Relation {
  return relation({ case: 'toDf', value: { input, columnNames: [...columnNames] } });
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

export function offset(input: Relation, rows: number): Relation {
  return relation({ case: 'offset', value: { input, offset: rows } });
}

export function tail(input: Relation, rows: number): Relation {
  return relation({ case: 'tail', value: { input, limit: rows } });
}

/** @param isGlobal false sorts within each partition */
export function sort(input: Relation, orders: readonly Expression[], isGlobal = true): Relation {
  return relation({ case: 'sort', value: { input, order: orders.map(asSortOrder), isGlobal } });
}

/** @param columnNames rows that have these in common are duplicates; none means all columns */
export function deduplicate(
  input: Relation,
  columnNames: readonly string[],
  withinWatermark = false,
): Relation {
  const keys = columnNames.length === 0 ? { allColumnsAsKeys: true } : { columnNames: [...columnNames] };
  return relation({
    case: 'deduplicate',
    value: { input, ...keys, ...(withinWatermark && { withinWatermark }) },
  });
}

/** Each row with the probability of the fraction or, with replacement, so many times on average. */
export function sample(input: Relation, fraction: number, withReplacement: boolean, seed: bigint): Relation {
  const value = { input, lowerBound: 0, upperBound: fraction, withReplacement, seed };
  return relation({ case: 'sample', value });
}

/** @param delayThreshold how late rows may come: "10 minutes" */
export function withWatermark(input: Relation, eventTime: string, delayThreshold: string): Relation {
  return relation({ case: 'withWatermark', value: { input, eventTime, delayThreshold } });
}

export function hint(input: Relation, name: string, parameters: readonly Expression[]): Relation {
  return relation({ case: 'hint', value: { input, name, parameters: [...parameters] } });
}

/** @param shuffle false only merges partitions, true spreads the rows again */
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
