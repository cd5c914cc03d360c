import { readArtifact } from './artifact-files.js';
import { bigInteger, notBlank, wholeNumber } from './arguments.js';
import { Catalog } from './catalog.js';
import { valueExpression } from './column.js';
import type { ConnectClient } from './connect/client.js';
import type { CallOptions } from './connect/transport.js';
import { DataFrame } from './dataframe.js';
import { DataFrameReader } from './dataframe-reader.js';
import { SparkArgumentError, SparkProtocolError } from './errors.js';
import { InterruptRequest_InterruptType as InterruptType } from './gen/spark/connect/base_pb.js';
import type { Expression } from './gen/spark/connect/expressions_pb.js';
import type { Relation } from './gen/spark/connect/relations_pb.js';
import { toArrowStream } from './local-data.js';
import type { LocalData } from './local-data.js';
import { sqlCommand } from './plan/commands.js';
import * as local from './plan/local-relation.js';
import * as relations from './plan/relations.js';
import { RuntimeConfig } from './runtime-config.js';
import { SessionBuilder } from './session-builder.js';
import { SessionContext } from './session-context.js';
import { DataStreamReader } from './streaming/data-stream-reader.js';
import { StreamingQueryManager } from './streaming/streaming-query-manager.js';
import { toSchemaText } from './types.js';
import type { StructType } from './types.js';

/** Values for each `:name`, or for each `?` in order: plain values or columns. They are never pasted into the text. */
export type SqlArguments = Readonly<Record<string, unknown>> | readonly unknown[];

/** The server's default of `spark.sql.session.localRelationCacheThreshold`. */
const MAX_INLINE_BYTES = 64 * 1024 * 1024;

/** A session on a Spark Connect server. Views, settings and streaming queries belong to it and end with it. */
export class SparkSession implements AsyncDisposable {
  static readonly #openByRemote = new Map<string, SparkSession>();

  static builder(): SessionBuilder<SparkSession> {
    return new SessionBuilder((client) => new SparkSession(client), SparkSession.#openByRemote);
  }

  readonly conf: RuntimeConfig;
  readonly catalog: Catalog;
  readonly streams: StreamingQueryManager;
  readonly #client: ConnectClient;
  readonly #context: SessionContext;

  constructor(client: ConnectClient) {
    this.#client = client;
    this.#context = new SessionContext(client);
    this.conf = new RuntimeConfig(client);
    this.catalog = new Catalog(this.#context);
    this.streams = new StreamingQueryManager(this.#context);
  }

  get sessionId(): string {
    return this.#client.sessionId;
  }

  /** True after `stop()`, and when the server turned out to have lost the session. */
  get isStopped(): boolean {
    return this.#client.isClosed;
  }

  get read(): DataFrameReader {
    return new DataFrameReader(this.#context);
  }

  get readStream(): DataStreamReader {
    return new DataStreamReader(this.#context);
  }

  /** The server's Spark version. */
  async version(): Promise<string> {
    const result = await this.#client.analyze({ case: 'sparkVersion', value: {} });
    if (result.case === 'sparkVersion') return result.value.version;
    throw new SparkProtocolError('The server did not report its version');
  }

  /** Commands (CREATE, INSERT, SHOW...) run at once and only once; a SELECT runs when the frame is used. */
  async sql(query: string, args: SqlArguments = [], options: CallOptions = {}): Promise<DataFrame> {
    const input = relations.sqlQuery(query, toExpressions(args));
    const result = await this.#context.run(sqlCommand(input), 'sqlCommandResult', options);
    if (result?.relation === undefined)
      throw new SparkProtocolError('The server ran the SQL without giving its result');
    return this.#frame(result.relation);
  }

  table(name: string): DataFrame {
    return this.read.table(name);
  }

  /** One column `id` from 0, or from `start`, up to `end`, which is not in it. */
  range(end: number | bigint): DataFrame;
  range(start: number | bigint, end: number | bigint, step?: number | bigint, partitions?: number): DataFrame;
  range(
    first: number | bigint,
    end?: number | bigint,
    step: number | bigint = 1,
    partitions?: number,
  ): DataFrame {
    const [from, to] = end === undefined ? [0, first] : [first, end];
    const by = bigInteger(step, 'The step of a range');
    if (by === 0n) throw new SparkArgumentError('The step of a range cannot be 0');
    const number = partitions === undefined ? undefined : wholeNumber(partitions, 'partitions', 1);
    return this.#frame(
      relations.range(
        bigInteger(from, 'The start of a range'),
        bigInteger(to, 'The end of a range'),
        by,
        number,
      ),
    );
  }

  /**
   * A frame of plain objects, of arrays with a schema, or of Arrow data; see `rowsToArrow` and `toSparkTable` for the
   * types. Data up to 64 MiB goes with each query that uses the frame, more is sent once and kept by the session.
   *
   * @param schema DDL or StructType. Columns belong to it by name when the names are the same, else by position. What
   *   `collect()` gives for a type goes in as that type: a Date is its day in UTC for DATE, and its wall clock in UTC for
   *   TIMESTAMP_NTZ. Other values are cast as an INSERT would cast them: numbers to other numbers, but no text to a
   *   number. Needed for arrays and without rows.
   * @throws SparkArgumentError SPARK_DATA_UNSUPPORTED for a value that no Spark type fits, SPARK_NULL_NOT_ALLOWED for a
   *   null where the schema allows none
   */
  createDataFrame(data: LocalData, schema?: string | StructType): DataFrame {
    const stream = toArrowStream(data, schema);
    const relation = local.localRelation(stream, schema && toSchemaText(schema));
    if (relation.data === undefined || relation.data.length <= MAX_INLINE_BYTES)
      return this.#frame(local.inline(relation));
    return this.#frame(local.cached(this.#client.cacheData(local.localRelationBytes(relation))));
  }

  /**
   * Sends files to the server for this session: jars join its class path, others lie where its tasks run.
   *
   * @throws SparkError ARTIFACT_ALREADY_EXISTS for another file of the same name
   */
  async addArtifacts(...paths: readonly string[]): Promise<void> {
    await this.#client.addArtifacts(await Promise.all(paths.map(readArtifact)));
  }

  /** Puts the tag on all that this session starts from now on, so that `interruptTag` finds it. */
  addTag(tag: string): void {
    if (tag.includes(','))
      throw new SparkArgumentError(`A tag may hold no comma, as ${JSON.stringify(tag)} does`);
    this.#context.tags.add(notBlank(tag, 'A tag'));
  }

  removeTag(tag: string): void {
    this.#context.tags.delete(tag);
  }

  getTags(): readonly string[] {
    return [...this.#context.tags];
  }

  clearTags(): void {
    this.#context.tags.clear();
  }

  /** Interrupts all operations, and stops the session's streaming queries. @returns the operations' ids */
  async interruptAll(): Promise<readonly string[]> {
    return this.#client.interrupt(InterruptType.ALL);
  }

  async interruptTag(tag: string): Promise<readonly string[]> {
    return this.#client.interrupt(InterruptType.TAG, { case: 'operationTag', value: notBlank(tag, 'A tag') });
  }

  async interruptOperation(operationId: string): Promise<readonly string[]> {
    return this.#client.interrupt(InterruptType.OPERATION_ID, { case: 'operationId', value: operationId });
  }

  /** Ends the session, its views and its streaming queries. Later use fails without asking the server. */
  async stop(): Promise<void> {
    this.#context.listenerBus.clear();
    await this.#client.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #frame(relation: Relation): DataFrame {
    return new DataFrame(this.#context, relation);
  }
}

function toExpressions(args: SqlArguments): relations.SqlArguments {
  if (isList(args)) return { positional: args.map(valueExpression) };
  const named = Object.entries(args).map(([name, value]): [string, Expression] => [
    name,
    valueExpression(value),
  ]);
  return { named: Object.fromEntries(named) };
}

function isList(args: SqlArguments): args is readonly unknown[] {
  return Array.isArray(args);
}
