import { Table } from 'apache-arrow';
import type { DataFrame as DanfoFrame } from 'danfojs-node';
import * as analysis from './analysis.js';
import type { ExplainMode } from './analysis.js';
import { wholeNumber } from './arguments.js';
import { rowsOf } from './arrow/rows.js';
import type { Row } from './arrow/rows.js';
import { readBatches } from './connect/results.js';
import type { CallOptions } from './connect/transport.js';
import { toDanfoFrame } from './danfo.js';
import { DataFrameWriter } from './dataframe-writer.js';
import { SparkArgumentError } from './errors.js';
import type { Relation } from './gen/spark/connect/relations_pb.js';
import { aggregate } from './plan/aggregation.js';
import { createView, queryPlan } from './plan/commands.js';
import type { ViewSettings } from './plan/commands.js';
import { call } from './plan/expressions.js';
import { literal } from './plan/literals.js';
import * as relations from './plan/relations.js';
import type { SessionContext } from './session-context.js';
import type { StorageLevel, StorageLevelName } from './storage-level.js';
import { DataStreamWriter } from './streaming/data-stream-writer.js';
import { simpleString } from './types.js';
import type { StructType } from './types.js';

export interface ShowOptions {
  /** Default 20. */
  readonly rows?: number;
  /** Cells longer than so many characters are cut; true is 20, false shows them whole. Default true. */
  readonly truncate?: boolean | number;
  /** One line a cell instead of one line a row. Default false. */
  readonly vertical?: boolean;
}

/** The half of a frame that sends its plan to the server: to run it, to keep it, or to ask about it. */
export abstract class DataFrameActions {
  readonly #session: SessionContext;
  readonly #relation: Relation;
  readonly #planId: bigint;

  constructor(session: SessionContext, relation: Relation) {
    this.#session = session;
    this.#planId = session.nextPlanId();
    this.#relation = relations.withPlanId(relation, this.#planId);
  }

  protected get session(): SessionContext {
    return this.#session;
  }

  protected get planId(): bigint {
    return this.#planId;
  }

  get relation(): Relation {
    return this.#relation;
  }

  /** All rows as plain objects: BIGINT as bigint, DECIMAL as exact text, dates and times as Date, MAP as Map. */
  async collect<T extends object = Row>(options: CallOptions = {}): Promise<T[]> {
    return this.#collect<T>(this.#relation, options);
  }

  /** The rows one by one, with only a few batches in memory. Leaving the loop ends the query on the server. */
  async *toLocalIterator<T extends object = Row>(options: CallOptions = {}): AsyncGenerator<T, void> {
    for await (const batch of this.#batches(this.#relation, options)) yield* rowsOf(batch) as Iterable<T>;
  }

  async toArrow(options: CallOptions = {}): Promise<Table> {
    return this.#toArrow(this.#relation, options);
  }

  /**
   * All rows as a frame of danfo, the pandas of JavaScript. BIGINT and DECIMAL become numbers, exact up to 53 bits.
   *
   * @throws SparkArgumentError SPARK_DANFO_MISSING when danfojs-node is not installed
   */
  async toDanfo(options: CallOptions = {}): Promise<DanfoFrame> {
    return toDanfoFrame(await this.toArrow(options));
  }

  async count(options: CallOptions = {}): Promise<number> {
    const count = aggregate(this.#relation, { type: 'groupBy', keys: [] }, [call('count', [literal(1)])]);
    const [row] = await this.#collect<Record<string, bigint>>(count, options);
    return Number(Object.values(row ?? {})[0]);
  }

  async isEmpty(options: CallOptions = {}): Promise<boolean> {
    return (await this.#toArrow(relations.limit(this.#relation, 1), options)).numRows === 0;
  }

  /** The first row; undefined if there is none. */
  async first<T extends object = Row>(options: CallOptions = {}): Promise<T | undefined> {
    return (await this.take<T>(1, options))[0];
  }

  /** The first row, or an array of the first rows. */
  async head<T extends object = Row>(): Promise<T | undefined>;
  async head<T extends object = Row>(rows: number, options?: CallOptions): Promise<T[]>;
  async head<T extends object = Row>(rows?: number, options?: CallOptions): Promise<T | undefined | T[]> {
    return rows === undefined ? this.first<T>() : this.take<T>(rows, options);
  }

  async take<T extends object = Row>(rows: number, options: CallOptions = {}): Promise<T[]> {
    return this.#collect<T>(relations.limit(this.#relation, wholeNumber(rows, 'take')), options);
  }

  /** The last rows. */
  async tail<T extends object = Row>(rows: number, options: CallOptions = {}): Promise<T[]> {
    return this.#collect<T>(relations.tail(this.#relation, wholeNumber(rows, 'tail')), options);
  }

  /** Prints the first rows as a table. @param options or just how many rows; default 20 */
  async show(options: number | ShowOptions = {}): Promise<void> {
    console.log(await this.showString(options));
  }

  /** What {@link show} prints. */
  async showString(options: number | ShowOptions = {}): Promise<string> {
    const {
      rows = 20,
      truncate = true,
      vertical = false,
    } = typeof options === 'number' ? { rows: options } : options;
    const width = typeof truncate === 'number' ? truncate : truncate ? 20 : 0;
    const shown = relations.showString(this.#relation, wholeNumber(rows, 'show'), width, vertical);
    const [row] = await this.#collect<{ show_string: string }>(shown);
    return row?.show_string ?? '';
  }

  async schema(): Promise<StructType> {
    return analysis.schemaOf(this.#session, this.#relation);
  }

  async columns(): Promise<readonly string[]> {
    return (await this.schema()).fields.map((field) => field.name);
  }

  /** Names and types: [["id", "bigint"]]. */
  async dtypes(): Promise<readonly (readonly [name: string, type: string])[]> {
    return (await this.schema()).fields.map(({ name, type }) => [name, simpleString(type)] as const);
  }

  /** Prints the schema as a tree. @param level how deep nested types are shown; default wholly */
  async printSchema(level?: number): Promise<void> {
    console.log(await analysis.treeString(this.#session, this.#relation, level));
  }

  /** Prints the plan. */
  async explain(mode: ExplainMode = 'simple'): Promise<void> {
    console.log(await this.explainString(mode));
  }

  /** What {@link explain} prints. */
  async explainString(mode: ExplainMode = 'simple'): Promise<string> {
    return analysis.explain(this.#session, this.#relation, mode);
  }

  async isStreaming(): Promise<boolean> {
    return analysis.isStreaming(this.#session, this.#relation);
  }

  /** Keeps the rows where they are computed first, until {@link unpersist} or the end of the server. */
  async persist(level: StorageLevelName = 'MEMORY_AND_DISK'): Promise<this> {
    await analysis.persist(this.#session, this.#relation, level);
    return this;
  }

  /** {@link persist} in memory and, where that is full, on disk. */
  async cache(): Promise<this> {
    return this.persist();
  }

  /** @param blocking waits until the rows are gone; default false */
  async unpersist(blocking = false): Promise<this> {
    await analysis.unpersist(this.#session, this.#relation, blocking);
    return this;
  }

  /** Where the rows are kept: nowhere unless persisted. */
  async storageLevel(): Promise<StorageLevel> {
    return analysis.storageLevelOf(this.#session, this.#relation);
  }

  /** A name for SQL that lives as long as the session. Fails if it is there. */
  async createTempView(name: string): Promise<void> {
    await this.#createView({ name, isGlobal: false, replace: false });
  }

  async createOrReplaceTempView(name: string): Promise<void> {
    await this.#createView({ name, isGlobal: false, replace: true });
  }

  /** A name for the SQL of all sessions, as `global_temp.<name>`, for as long as the server runs. Fails if it is there. */
  async createGlobalTempView(name: string): Promise<void> {
    await this.#createView({ name, isGlobal: true, replace: false });
  }

  async createOrReplaceGlobalTempView(name: string): Promise<void> {
    await this.#createView({ name, isGlobal: true, replace: true });
  }

  get write(): DataFrameWriter {
    return new DataFrameWriter(this.#session, this.#relation);
  }

  get writeStream(): DataStreamWriter {
    return new DataStreamWriter(this.#session, this.#relation);
  }

  /** @deprecated Not possible: use `for await (const row of frame.toLocalIterator())`. */
  foreach(...body: readonly unknown[]): never;
  foreach(): never {
    throw impossible('foreach()', 'loop over toLocalIterator(), or write the rows with `write`');
  }

  /** @deprecated Not possible: use the frame itself, expr() and SQL. */
  get rdd(): never {
    throw impossible('rdd', 'use the frame itself, the functions, expr() or SQL');
  }

  /** @deprecated Not possible: use `toDanfo()`. */
  toPandas(): never {
    throw impossible('toPandas()', 'use toDanfo(), toArrow() or collect()');
  }

  async #createView(settings: ViewSettings): Promise<void> {
    await this.#session.perform(createView(this.#relation, settings));
  }

  async #collect<T extends object>(relation: Relation, options: CallOptions = {}): Promise<T[]> {
    const rows: T[] = [];
    for await (const batch of this.#batches(relation, options)) {
      for (const row of rowsOf(batch)) rows.push(row as T);
    }
    return rows;
  }

  async #toArrow(relation: Relation, options: CallOptions): Promise<Table> {
    const tables: Table[] = [];
    for await (const table of this.#batches(relation, options)) tables.push(table);
    const schema = tables[0]?.schema;
    if (schema === undefined) return new Table();
    return new Table(
      schema,
      tables.flatMap((table) => table.batches),
    );
  }

  #batches(relation: Relation, options: CallOptions): AsyncGenerator<Table, void> {
    return readBatches(this.#session.execute(queryPlan(relation), options));
  }
}

function impossible(what: string, instead: string): SparkArgumentError {
  return new SparkArgumentError(`${what} is not possible in TypeScript: ${instead}`, 'SPARK_UNSUPPORTED');
}
