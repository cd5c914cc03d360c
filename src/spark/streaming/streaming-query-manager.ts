import { wholeNumber } from '../arguments.js';
import type { CallOptions } from '../connect/transport.js';
import { SparkProtocolError } from '../errors.js';
import type { StreamingQueryManagerCommandResult_StreamingQueryInstance as Instance } from '../gen/spark/connect/commands_pb.js';
import { queryManagerCommand } from '../plan/commands.js';
import type { SessionContext } from '../session-context.js';
import type { StreamingQueryListener } from './listener.js';
import { StreamingQuery } from './streaming-query.js';

/** The streaming queries of a session. */
export class StreamingQueryManager {
  readonly #session: SessionContext;

  constructor(session: SessionContext) {
    this.#session = session;
  }

  async active(): Promise<readonly StreamingQuery[]> {
    const result = await this.#ask({ case: 'active', value: true });
    return result?.case === 'active'
      ? result.value.activeQueries.flatMap((query) => this.#query(query) ?? [])
      : [];
  }

  /** Undefined when no active query has the id. */
  async get(id: string): Promise<StreamingQuery | undefined> {
    const result = await this.#ask({ case: 'getQuery', value: id });
    return result?.case === 'query' ? this.#query(result.value) : undefined;
  }

  /**
   * Waits until any query of the session has ended, or for that time; at once when one ended before, until
   * {@link resetTerminated}.
   *
   * @returns whether one has ended
   * @throws StreamingQueryException when it has failed
   */
  async awaitAnyTermination(timeoutMs?: number, options: CallOptions = {}): Promise<boolean> {
    const value =
      timeoutMs === undefined ? {} : { timeoutMs: BigInt(wholeNumber(timeoutMs, 'timeoutMs', 1)) };
    const result = await this.#ask({ case: 'awaitAnyTermination', value }, options);
    if (result?.case === 'awaitAnyTermination') return result.value.terminated;
    throw new SparkProtocolError('The server answered awaitAnyTermination without its result');
  }

  /** Forgets the queries that have ended, for {@link awaitAnyTermination}. */
  async resetTerminated(): Promise<void> {
    await this.#ask({ case: 'resetTerminated', value: true });
  }

  /** Tells the listener of all queries of this session that start, go on or end from now on. */
  async addListener(listener: StreamingQueryListener): Promise<void> {
    await this.#session.listenerBus.add(listener);
  }

  async removeListener(listener: StreamingQueryListener): Promise<void> {
    await this.#session.listenerBus.remove(listener);
  }

  #query({ id, name }: Instance): StreamingQuery | undefined {
    if (!id) return undefined;
    return new StreamingQuery(this.#session, { id: id.id, runId: id.runId, name: name || undefined });
  }

  async #ask(command: Parameters<typeof queryManagerCommand>[0], options: CallOptions = {}) {
    const plan = queryManagerCommand(command);
    const result = await this.#session.run(plan, 'streamingQueryManagerCommandResult', options);
    return result?.resultType;
  }
}
