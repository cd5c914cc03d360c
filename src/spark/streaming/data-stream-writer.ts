import { notBlank } from '../arguments.js';
import { SparkArgumentError, SparkProtocolError } from '../errors.js';
import type { Relation } from '../gen/spark/connect/relations_pb.js';
import { SourceBuilder } from '../options.js';
import { startStream } from '../plan/commands.js';
import type { Trigger, WriteTarget } from '../plan/commands.js';
import type { SessionContext } from '../session-context.js';
import { StreamingQuery } from './streaming-query.js';

export type OutputMode = 'append' | 'complete' | 'update';

const triggerKinds = ['processingTime', 'availableNow', 'once', 'continuous'];

/**
 * Says how to write a streaming frame; `start` starts the query. File sinks and Kafka need the option
 * `checkpointLocation`: a query that starts again with it goes on where it stopped.
 */
export class DataStreamWriter extends SourceBuilder {
  readonly #session: SessionContext;
  readonly #relation: Relation;
  #outputMode: OutputMode | undefined;
  #queryName: string | undefined;
  #trigger: Trigger | undefined;
  #partitionBy: readonly string[] = [];

  constructor(session: SessionContext, relation: Relation) {
    super();
    this.#session = session;
    this.#relation = relation;
  }

  /** Default: append. */
  outputMode(mode: OutputMode): this {
    this.#outputMode = mode;
    return this;
  }

  partitionBy(...columns: readonly string[]): this {
    this.#partitionBy = columns;
    return this;
  }

  /** Unique among the session's active queries; the name of the table for the memory sink. */
  queryName(name: string): this {
    this.#queryName = notBlank(name, 'queryName');
    return this;
  }

  /** @throws SparkArgumentError unless it holds exactly one kind of trigger */
  trigger(trigger: Trigger): this {
    const given = Object.entries({ ...trigger });
    const [kind = '', value] = given[0] ?? [];
    if (given.length !== 1 || !triggerKinds.includes(kind)) {
      throw new SparkArgumentError(
        `trigger takes exactly one of ${triggerKinds.join(', ')}, not ${JSON.stringify(trigger)}`,
      );
    }
    if (typeof value === 'string') notBlank(value, kind);
    else if (value !== true || kind === 'processingTime' || kind === 'continuous') {
      throw new SparkArgumentError(`The trigger ${kind} cannot be ${JSON.stringify(value)}`);
    }
    this.#trigger = trigger;
    return this;
  }

  /** Starts the query. It outlives this call and ends with `stop()`, a failure, the end of its data, or the session. */
  async start(path?: string): Promise<StreamingQuery> {
    return this.#start(path === undefined ? undefined : { path });
  }

  async toTable(table: string): Promise<StreamingQuery> {
    return this.#start({ table });
  }

  /** Not possible from TypeScript. */
  foreach(): never {
    throw noFunctions('foreach');
  }

  /** Not possible from TypeScript. */
  foreachBatch(): never {
    throw noFunctions('foreachBatch');
  }

  async #start(target: WriteTarget): Promise<StreamingQuery> {
    const settings = {
      format: this.formatName,
      outputMode: this.#outputMode,
      queryName: this.#queryName,
      trigger: this.#trigger,
      options: this.optionTexts,
      partitionBy: this.#partitionBy,
    };
    const plan = startStream(this.#relation, settings, target);
    const started = await this.#session.run(plan, 'writeStreamOperationStartResult');
    if (started?.queryId === undefined)
      throw new SparkProtocolError('The server started a query without telling its id');
    if (started.queryStartedEventJson !== undefined)
      this.#session.listenerBus.queryStarted(started.queryStartedEventJson);
    return new StreamingQuery(this.#session, { ...started.queryId, name: started.name || undefined });
  }
}

function noFunctions(method: string): SparkArgumentError {
  return new SparkArgumentError(
    `${method} would run a function of yours on the server, which runs Java and Python only: write to files, a table ` +
      'or Kafka and read that, or run a query with the trigger availableNow again and again',
    'SPARK_FUNCTION_UNSUPPORTED',
  );
}
