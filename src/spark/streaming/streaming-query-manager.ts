import type { StreamingQueryManagerCommandResult_StreamingQueryInstance as Instance } from '../gen/spark/connect/commands_pb.js';
import { queryManagerCommand } from '../plan/commands.js';
import type { SessionContext } from '../session-context.js';
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

  #query({ id, name }: Instance): StreamingQuery | undefined {
    if (!id) return undefined;
    return new StreamingQuery(this.#session, { id: id.id, runId: id.runId, name: name || undefined });
  }

  async #ask(command: Parameters<typeof queryManagerCommand>[0]) {
    const result = await this.#session.run(
      queryManagerCommand(command),
      'streamingQueryManagerCommandResult',
    );
    return result?.resultType;
  }
}
