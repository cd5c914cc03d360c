import { Table } from 'apache-arrow';
import { wholeNumber } from './arguments.js';
import { tableToRows } from './arrow/rows.js';
import type { Row } from './arrow/rows.js';
import { Column, columnExpression } from './column.js';
import type { ColumnOrName } from './column.js';
import { readBatches } from './connect/results.js';
import type { CallOptions } from './connect/transport.js';
import { DataFrameWriter } from './dataframe-writer.js';
import { SparkProtocolError } from './errors.js';
import { AnalyzePlanRequest_Explain_ExplainMode as ExplainModeNumber } from './gen/spark/connect/base_pb.js';
import type { Relation } from './gen/spark/connect/relations_pb.js';
import { GroupedData } from './grouped-data.js';
import { createView, queryPlan } from './plan/commands.js';
import * as expressions from './plan/expressions.js';
import * as relations from './plan/relations.js';
import type { SessionContext } from './session-context.js';
import { DataStreamWriter } from './streaming/data-stream-writer.js';
import { fromProtoType } from './types.js';
import type { StructType } from './types.js';

export interface ShowOptions {
  /** Default 20. */
  readonly rows?: number;
  /** Cells longer than so many characters are cut; true is 20, false shows them whole. Default true. */
  readonly truncate?: boolean | number;
  /** One line a cell instead of one line a row. Default false. */
  readonly vertical?: boolean;
}

const explainModes = {
  simple: ExplainModeNumber.SIMPLE,
  extended: ExplainModeNumber.EXTENDED,
  codegen: ExplainModeNumber.CODEGEN,
  cost: ExplainModeNumber.COST,
  formatted: ExplainModeNumber.FORMATTED,
} as const;
export type ExplainMode = keyof typeof explainModes;

/** A plan for rows. Each call gives a new plan; only the calls that return a promise send something to the server. */
export class DataFrame {
  readonly #session: SessionContext;
  readonly #relation: Relation;
  readonly #planId: bigint;

  constructor(session: SessionContext, relation: Relation) {
    this.#session = session;
    this.#planId = session.nextPlanId();
    this.#relation = relations.withPlanId(relation, this.#planId);
  }

  get relation(): Relation {
    return this.#relation;
  }

  /** A column of this very frame, which matters where two frames have columns of the same name. */
  col(name: string): Column {
    return new Column(expressions.attribute(name, this.#planId));
  }

  select(...columns: readonly ColumnOrName[]): DataFrame {
    return this.#derive(relations.project(this.#relation, columns.map(columnExpression)));
  }

  selectExpr(...sql: readonly string[]): DataFrame {
    return this.#derive(relations.project(this.#relation, sql.map(expressions.sqlExpression)));
  }

  /** @param condition a column, or SQL text */
  filter(condition: Column | string): DataFrame {
    return this.#derive(
      relations.filter(
        this.#relation,
        typeof condition === 'string' ? expressions.sqlExpression(condition) : condition.expression,
      ),
    );
  }

  where(condition: Column | string): DataFrame {
    return this.filter(condition);
  }

  withColumn(name: string, column: Column): DataFrame {
    return this.withColumns({ [name]: column });
  }

  withColumns(columns: Readonly<Record<string, Column>>): DataFrame {
    const named = Object.entries(columns).map(([name, column]) => [name, column.expression] as const);
    return this.#derive(relations.withColumns(this.#relation, named));
  }

  drop(...columns: readonly ColumnOrName[]): DataFrame {
    const names = columns.filter((column) => typeof column === 'string');
    const bound = columns.filter((column) => typeof column !== 'string').map(columnExpression);
    return this.#derive(relations.drop(this.#relation, names, bound));
  }

  limit(rows: number): DataFrame {
    return this.#derive(relations.limit(this.#relation, wholeNumber(rows, 'limit')));
  }

  groupBy(...columns: readonly ColumnOrName[]): GroupedData<DataFrame> {
    const keys = columns.map(columnExpression);
    return new GroupedData((aggregates) => this.#derive(relations.groupBy(this.#relation, keys, aggregates)));
  }

  /** Aggregates over all rows. */
  agg(...columns: readonly Column[]): DataFrame {
    return this.groupBy().agg(...columns);
  }

  orderBy(...columns: readonly ColumnOrName[]): DataFrame {
    return this.#derive(relations.sort(this.#relation, columns.map(columnExpression)));
  }

  /** Rows of both, duplicates kept, columns by position. */
  union(other: DataFrame): DataFrame {
    return this.#derive(relations.unionAll(this.#relation, other.relation));
  }

  distinct(): DataFrame {
    return this.#derive(relations.distinct(this.#relation));
  }

  /** Spreads the rows anew, evenly or by the columns' values. */
  repartition(partitions: number, ...columns: readonly ColumnOrName[]): DataFrame {
    const number = wholeNumber(partitions, 'repartition', 1);
    return this.#derive(
      columns.length === 0
        ? relations.repartition(this.#relation, number, true)
        : relations.repartitionBy(this.#relation, columns.map(columnExpression), number),
    );
  }

  /** Merges partitions without moving rows between machines. */
  coalesce(partitions: number): DataFrame {
    return this.#derive(relations.repartition(this.#relation, wholeNumber(partitions, 'coalesce', 1), false));
  }

  alias(name: string): DataFrame {
    return this.#derive(relations.subqueryAlias(this.#relation, name));
  }

  async createOrReplaceTempView(name: string): Promise<void> {
    const plan = createView(this.#relation, { name, isGlobal: false, replace: true });
    await this.#session.perform(plan);
  }

  /** All rows as plain objects; see {@link tableToRows} for the types. */
  async collect<T extends object = Row>(options: CallOptions = {}): Promise<T[]> {
    const rows: T[] = [];
    for await (const batch of this.#batches(this.#relation, options)) {
      for (const row of tableToRows(batch)) rows.push(row as T);
    }
    return rows;
  }

  /** The rows one by one, with only a few batches in memory. Leaving the loop ends the query on the server. */
  async *toLocalIterator<T extends object = Row>(options: CallOptions = {}): AsyncGenerator<T, void> {
    for await (const batch of this.#batches(this.#relation, options)) yield* tableToRows(batch) as T[];
  }

  async toArrow(options: CallOptions = {}): Promise<Table> {
    const tables: Table[] = [];
    for await (const table of this.#batches(this.#relation, options)) tables.push(table);
    const schema = tables[0]?.schema;
    return schema === undefined
      ? new Table()
      : new Table(
          schema,
          tables.flatMap((table) => table.batches),
        );
  }

  async count(options: CallOptions = {}): Promise<number> {
    const [row] = await this.groupBy().count().collect<{ count: bigint }>(options);
    return Number(row?.count);
  }

  async first<T extends object = Row>(options: CallOptions = {}): Promise<T | undefined> {
    return (await this.limit(1).collect<T>(options))[0];
  }

  async head<T extends object = Row>(rows: number, options: CallOptions = {}): Promise<T[]> {
    return this.limit(rows).collect<T>(options);
  }

  async take<T extends object = Row>(rows: number, options: CallOptions = {}): Promise<T[]> {
    return this.limit(rows).collect<T>(options);
  }

  /** Prints the first rows as a table. */
  async show(options: ShowOptions = {}): Promise<void> {
    console.log(await this.showString(options));
  }

  /** What {@link show} prints. */
  async showString({ rows = 20, truncate = true, vertical = false }: ShowOptions = {}): Promise<string> {
    const width = typeof truncate === 'number' ? truncate : truncate ? 20 : 0;
    const relation = relations.showString(this.#relation, wholeNumber(rows, 'show'), width, vertical);
    const [row] = await new DataFrame(this.#session, relation).collect<{ show_string: string }>();
    return row?.show_string ?? '';
  }

  async schema(): Promise<StructType> {
    const result = await this.#session.client.analyze({
      case: 'schema',
      value: { plan: queryPlan(this.#relation) },
    });
    const type = fromProtoType(result.case === 'schema' ? result.value.schema : undefined);
    if (typeof type === 'object' && type.type === 'struct') return type;
    throw new SparkProtocolError('The server answered with something other than a schema');
  }

  async columns(): Promise<readonly string[]> {
    return (await this.schema()).fields.map((field) => field.name);
  }

  /** Prints the plan. */
  async explain(mode: ExplainMode = 'simple'): Promise<void> {
    console.log(await this.explainString(mode));
  }

  async explainString(mode: ExplainMode = 'simple'): Promise<string> {
    const value = { plan: queryPlan(this.#relation), explainMode: explainModes[mode] };
    const result = await this.#session.client.analyze({ case: 'explain', value });
    return result.case === 'explain' ? result.value.explainString : '';
  }

  async isStreaming(): Promise<boolean> {
    const value = { plan: queryPlan(this.#relation) };
    const result = await this.#session.client.analyze({ case: 'isStreaming', value });
    return result.case === 'isStreaming' && result.value.isStreaming;
  }

  get write(): DataFrameWriter {
    return new DataFrameWriter(this.#session, this.#relation);
  }

  get writeStream(): DataStreamWriter {
    return new DataStreamWriter(this.#session, this.#relation);
  }

  #derive(relation: Relation): DataFrame {
    return new DataFrame(this.#session, relation);
  }

  #batches(relation: Relation, options: CallOptions): AsyncGenerator<Table, void> {
    return readBatches(this.#session.execute(queryPlan(relation), options));
  }
}
