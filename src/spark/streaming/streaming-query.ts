import { wholeNumber } from '../arguments.js';
import type { CallOptions } from '../connect/transport.js';
import { SparkProtocolError, StreamingQueryException } from '../errors.js';
import type { StreamingQueryCommandResult } from '../gen/spark/connect/commands_pb.js';
import { queryCommand } from '../plan/commands.js';
import type { SessionContext } from '../session-context.js';
import { parseProgress } from './progress.js';
import type { StreamingQueryProgress } from './progress.js';

export interface StreamingQueryIds {
  readonly id: string;
  readonly runId: string;
  readonly name?: string | undefined;
}

export interface StreamingQueryStatus {
  /** What the query does at the moment, or "Stopped", or "Terminated with exception: ...". */
  readonly message: string;
  readonly isDataAvailable: boolean;
  readonly isTriggerActive: boolean;
  readonly isActive: boolean;
}

type ResultType = StreamingQueryCommandResult['resultType'];
type ResultCase = NonNullable<ResultType['case']>;
type ResultValues = { [C in ResultCase]: Extract<ResultType, { case: C }>['value'] };
type Command = Parameters<typeof queryCommand>[1];

/** A query that runs on the server, for as long as its session lives and nothing ends it. */
export class StreamingQuery {
  readonly #session: SessionContext;
  /** Stays the same when the query is started again from its checkpoint. */
  readonly id: string;
  /** New at each start. */
  readonly runId: string;
  readonly name: string | undefined;

  constructor(session: SessionContext, { id, runId, name }: StreamingQueryIds) {
    this.#session = session;
    this.id = id;
    this.runId = runId;
    this.name = name;
  }

  async status(options: CallOptions = {}): Promise<StreamingQueryStatus> {
    const result = await this.#ask({ case: 'status', value: true }, 'status', options);
    const { statusMessage: message, isDataAvailable, isTriggerActive, isActive } = result;
    return { message, isDataAvailable, isTriggerActive, isActive };
  }

  async isActive(): Promise<boolean> {
    return (await this.status()).isActive;
  }

  /** Undefined before the first trigger is done. */
  async lastProgress(options: CallOptions = {}): Promise<StreamingQueryProgress | undefined> {
    const command = { case: 'lastProgress', value: true } as const;
    const { recentProgressJson } = await this.#ask(command, 'recentProgress', options);
    return recentProgressJson.map(parseProgress).at(-1);
  }

  /** The last 100 or so, oldest first (`spark.sql.streaming.numRecentProgressUpdates`). */
  async recentProgress(): Promise<readonly StreamingQueryProgress[]> {
    const { recentProgressJson } = await this.#ask({ case: 'recentProgress', value: true }, 'recentProgress');
    return recentProgressJson.map(parseProgress);
  }

  /** Why the query failed; undefined while it runs and after a clean end. */
  async exception(options: CallOptions = {}): Promise<StreamingQueryException | undefined> {
    const result = await this.#send({ case: 'exception', value: true }, options);
    if (result?.case !== 'exception' || result.value.exceptionMessage === undefined) return undefined;
    const { exceptionMessage, errorClass, stackTrace } = result.value;
    const { sqlState, messageParameters, cause } = (await this.#failure()) ?? {};
    return new StreamingQueryException(exceptionMessage, {
      errorClass,
      serverStackTrace: stackTrace,
      sqlState,
      cause,
      ...(messageParameters !== undefined && { messageParameters }),
    });
  }

  /** The failure as the server throws it, with what the answer to `exception` leaves out. */
  async #failure(): Promise<StreamingQueryException | undefined> {
    const thrown: unknown = await this.awaitTermination(1).catch((error: unknown) => error);
    return thrown instanceof StreamingQueryException ? thrown : undefined;
  }

  async explainString(extended = false): Promise<string> {
    return (await this.#ask({ case: 'explain', value: { extended } }, 'explain')).result;
  }

  /** Prints the plan of the last batch. */
  async explain(extended = false): Promise<void> {
    console.log(await this.explainString(extended));
  }

  /** Waits until all data that is there now is processed. For tests: with steady input it may never end. */
  async processAllAvailable(options: CallOptions = {}): Promise<void> {
    await this.#send({ case: 'processAllAvailable', value: true }, options);
  }

  /**
   * Waits until the query has ended, or for that time.
   *
   * @returns whether it has ended
   * @throws StreamingQueryException when it has failed
   */
  async awaitTermination(timeoutMs?: number, options: CallOptions = {}): Promise<boolean> {
    const value =
      timeoutMs === undefined ? {} : { timeoutMs: BigInt(wholeNumber(timeoutMs, 'timeoutMs', 1)) };
    return (await this.#ask({ case: 'awaitTermination', value }, 'awaitTermination', options)).terminated;
  }

  /** Ends the query; also fine when it has ended already. */
  async stop(): Promise<void> {
    await this.#send({ case: 'stop', value: true });
  }

  async #ask<C extends ResultCase>(
    command: Command,
    wanted: C,
    options?: CallOptions,
  ): Promise<ResultValues[C]> {
    const resultType = await this.#send(command, options);
    if (resultType?.case === wanted) return resultType.value as ResultValues[C];
    throw new SparkProtocolError(`The server answered ${command.case ?? ''} without its result`);
  }

  /** Commands that only do something are answered without a result type. */
  async #send(command: Command, options: CallOptions = {}): Promise<ResultType | undefined> {
    const plan = queryCommand({ id: this.id, runId: this.runId }, command);
    return (await this.#session.run(plan, 'streamingQueryCommandResult', options))?.resultType;
  }
}
