import { notBlank, wholeNumber } from './arguments.js';
import { Column, columnExpression, valueExpression } from './column.js';
import type { ColumnOrName } from './column.js';
import { DataFrameActions } from './dataframe-actions.js';
import { DataFrameNa } from './dataframe-na.js';
import { DataFrameStat } from './dataframe-stat.js';
import { SparkArgumentError } from './errors.js';
import type { Relation } from './gen/spark/connect/relations_pb.js';
import { GroupedData } from './grouped-data.js';
import { aggregate } from './plan/aggregation.js';
import type { GroupType } from './plan/aggregation.js';
import * as combining from './plan/combining.js';
import type { JoinType } from './plan/combining.js';
import * as expressions from './plan/expressions.js';
import * as relations from './plan/relations.js';
import * as statistics from './plan/statistics.js';

export interface SampleOptions {
  /** A row may come more than once. Default false. */
  readonly withReplacement?: boolean;
  /** Default: drawn once for the frame. */
  readonly seed?: number | bigint;
}

/** A plan for rows. Each call gives a new plan; only the calls that return a promise send something to the server. */
export class DataFrame extends DataFrameActions {
  /** A column of this very frame, which matters where two frames have columns of the same name. */
  col(name: string): Column {
    return new Column(expressions.attribute(name, this.planId));
  }

  select(...columns: readonly ColumnOrName[]): DataFrame {
    return this.#derive(relations.project(this.relation, columns.map(columnExpression)));
  }

  selectExpr(...sql: readonly string[]): DataFrame {
    return this.#derive(relations.project(this.relation, sql.map(expressions.sqlExpression)));
  }

  /** @param condition a column, or SQL text */
  filter(condition: Column | string): DataFrame {
    const expression =
      typeof condition === 'string' ? expressions.sqlExpression(condition) : condition.expression;
    return this.#derive(relations.filter(this.relation, expression));
  }

  /** The same as {@link filter}. */
  where(condition: Column | string): DataFrame {
    return this.filter(condition);
  }

  withColumn(name: string, column: Column): DataFrame {
    return this.withColumns({ [name]: column });
  }

  withColumns(columns: Readonly<Record<string, Column>>): DataFrame {
    const named = Object.entries(columns).map(([name, column]) => [name, column.expression] as const);
    return this.#derive(relations.withColumns(this.relation, named));
  }

  /** Does nothing if there is no such column. */
  withColumnRenamed(existing: string, name: string): DataFrame {
    return this.withColumnsRenamed({ [existing]: name });
  }

  /** @param names new ones by the existing ones */
  withColumnsRenamed(names: Readonly<Record<string, string>>): DataFrame {
    return this.#derive(relations.withColumnsRenamed(this.relation, names));
  }

  /** New names for all columns, in their order. */
  toDF(...names: readonly string[]): DataFrame {
    return this.#derive(relations.toDf(this.relation, names));
  }

  drop(...columns: readonly ColumnOrName[]): DataFrame {
    const names = columns.filter((column) => typeof column === 'string');
    const bound = columns.filter((column) => typeof column !== 'string').map(columnExpression);
    return this.#derive(relations.drop(this.relation, names, bound));
  }

  alias(name: string): DataFrame {
    return this.#derive(relations.subqueryAlias(this.relation, name));
  }

  groupBy(...columns: readonly ColumnOrName[]): GroupedData<DataFrame> {
    return this.#group('groupBy', columns);
  }

  /** Groups by all columns, by all but the last, and so on to the total; null stands for "all". */
  rollup(...columns: readonly ColumnOrName[]): GroupedData<DataFrame> {
    return this.#group('rollup', columns);
  }

  /** Groups by every combination of the columns; null stands for "all". */
  cube(...columns: readonly ColumnOrName[]): GroupedData<DataFrame> {
    return this.#group('cube', columns);
  }

  /** Aggregates over all rows. */
  agg(...columns: readonly Column[]): DataFrame {
    return this.groupBy().agg(...columns);
  }

  /**
   * @param on names that both frames have, which are kept once, or a condition such as `a.col('id').eq(b.col('ref'))`
   * @param how default "inner"
   */
  join(other: DataFrame, on: string | readonly string[] | Column, how: JoinType = 'inner'): DataFrame {
    const keys = typeof on === 'string' ? [on] : on instanceof Column ? on.expression : on;
    return this.#derive(combining.join(this.relation, other.relation, keys, how));
  }

  /** Each row with each. */
  crossJoin(other: DataFrame): DataFrame {
    return this.#derive(combining.join(this.relation, other.relation, undefined, 'cross'));
  }

  /** Rows of both, duplicates kept, columns by position. */
  union(other: DataFrame): DataFrame {
    return this.#combine('union', other, { isAll: true });
  }

  /** The same as {@link union}. */
  unionAll(other: DataFrame): DataFrame {
    return this.union(other);
  }

  /** Rows of both, duplicates kept, columns by name. @param allowMissingColumns null where a frame lacks a column */
  unionByName(other: DataFrame, { allowMissingColumns = false } = {}): DataFrame {
    return this.#combine('union', other, { isAll: true, byName: true, allowMissingColumns });
  }

  /** Rows that are in both, without duplicates. */
  intersect(other: DataFrame): DataFrame {
    return this.#combine('intersect', other, { isAll: false });
  }

  /** Rows that are in both, as often as in the one that has fewer. */
  intersectAll(other: DataFrame): DataFrame {
    return this.#combine('intersect', other, { isAll: true });
  }

  /** Rows that are not in the other, without duplicates. */
  except(other: DataFrame): DataFrame {
    return this.#combine('except', other, { isAll: false });
  }

  /** The same as {@link except}. */
  subtract(other: DataFrame): DataFrame {
    return this.except(other);
  }

  /** Rows less as many as the other has. */
  exceptAll(other: DataFrame): DataFrame {
    return this.#combine('except', other, { isAll: true });
  }

  distinct(): DataFrame {
    return this.dropDuplicates();
  }

  /** One of the rows that have these columns in common. Default all columns. */
  dropDuplicates(...columns: readonly string[]): DataFrame {
    return this.#derive(relations.deduplicate(this.relation, columns));
  }

  /** For streams: {@link dropDuplicates} among rows that are no further apart than the watermark's delay. */
  dropDuplicatesWithinWatermark(...columns: readonly string[]): DataFrame {
    return this.#derive(relations.deduplicate(this.relation, columns, true));
  }

  orderBy(...columns: readonly ColumnOrName[]): DataFrame {
    return this.#derive(relations.sort(this.relation, columns.map(columnExpression)));
  }

  /** The same as {@link orderBy}. */
  sort(...columns: readonly ColumnOrName[]): DataFrame {
    return this.orderBy(...columns);
  }

  sortWithinPartitions(...columns: readonly ColumnOrName[]): DataFrame {
    return this.#derive(relations.sort(this.relation, columns.map(columnExpression), false));
  }

  limit(rows: number): DataFrame {
    return this.#derive(relations.limit(this.relation, wholeNumber(rows, 'limit')));
  }

  /** Without the first rows. */
  offset(rows: number): DataFrame {
    return this.#derive(relations.offset(this.relation, wholeNumber(rows, 'offset')));
  }

  /** Some of the rows. @param fraction about what share of them; with replacement it may be over 1 */
  sample(fraction: number, { withReplacement = false, seed = randomSeed() }: SampleOptions = {}): DataFrame {
    if (!(fraction >= 0 && (withReplacement || fraction <= 1)))
      throw new SparkArgumentError(
        `The fraction of a sample must be ${withReplacement ? 'at least 0' : 'from 0 to 1'}, not ${fraction}`,
      );
    return this.#derive(relations.sample(this.relation, fraction, withReplacement, BigInt(seed)));
  }

  /** Repartitions the rows: evenly or by the columns' values, over so many partitions or as many as Spark likes. */
  repartition(partitions: number, ...columns: readonly ColumnOrName[]): DataFrame;
  repartition(...columns: readonly [ColumnOrName, ...ColumnOrName[]]): DataFrame;
  repartition(first: number | ColumnOrName, ...rest: readonly ColumnOrName[]): DataFrame {
    if (typeof first !== 'number')
      return this.#derive(relations.repartitionBy(this.relation, [first, ...rest].map(columnExpression)));
    const partitions = wholeNumber(first, 'repartition', 1);
    return this.#derive(
      rest.length === 0
        ? relations.repartition(this.relation, partitions, true)
        : relations.repartitionBy(this.relation, rest.map(columnExpression), partitions),
    );
  }

  /** Merges partitions without moving rows between machines. */
  coalesce(partitions: number): DataFrame {
    return this.#derive(relations.repartition(this.relation, wholeNumber(partitions, 'coalesce', 1), false));
  }

  /** Advice to the planner: `hint('broadcast')`. */
  hint(name: string, ...parameters: readonly unknown[]): DataFrame {
    return this.#derive(relations.hint(this.relation, name, parameters.map(valueExpression)));
  }

  /** For streams: how late rows may come by the time in a column. @param delay such as "10 minutes" */
  withWatermark(eventTime: string, delay: string): DataFrame {
    return this.#derive(relations.withWatermark(this.relation, notBlank(eventTime, 'The event time'), delay));
  }

  /** What a function makes of this frame, so that steps of one's own can stand in a chain. */
  transform(step: (frame: DataFrame) => DataFrame): DataFrame {
    return step(this);
  }

  /** Count, mean, deviation, least and greatest of the columns. Default all numbers and texts. */
  describe(...columns: readonly string[]): DataFrame {
    return this.#derive(statistics.describe(this.relation, columns));
  }

  /** As {@link describe}, for all columns. @param names such as "count", "mean", "25%"; default with quartiles */
  summary(...names: readonly string[]): DataFrame {
    return this.#derive(statistics.summary(this.relation, names));
  }

  /** What to do about nulls and NaN. */
  get na(): DataFrameNa<DataFrame> {
    return new DataFrameNa(this.relation, (relation) => this.#derive(relation));
  }

  get stat(): DataFrameStat<DataFrame> {
    return new DataFrameStat(this.relation, (relation) => this.#derive(relation));
  }

  #group(type: GroupType, columns: readonly ColumnOrName[]): GroupedData<DataFrame> {
    return new GroupedData({ type, keys: columns.map(columnExpression) }, (grouping, aggregates) =>
      this.#derive(aggregate(this.relation, grouping, aggregates)),
    );
  }

  #combine(
    operation: combining.SetOperationName,
    other: DataFrame,
    settings: combining.SetSettings,
  ): DataFrame {
    return this.#derive(combining.setOperation(operation, this.relation, other.relation, settings));
  }

  #derive(relation: Relation): DataFrame {
    return new DataFrame(this.session, relation);
  }
}

function randomSeed(): number {
  return Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);
}
