import { SessionClosedError, SparkProtocolError } from '../errors.js';

export interface ClientIdentity {
  readonly sessionId: string;
  readonly userId: string;
  readonly clientType: string;
}

/** What every response tells of its session. */
export interface SessionResponse {
  readonly sessionId: string;
  readonly serverSideSessionId: string;
}

/**
 * The ids that tie requests and responses to one session of one server process. A server that was restarted has lost
 * the session's views, settings and queries, so that going on would give wrong answers.
 */
export class SessionIds {
  readonly #identity: ClientIdentity;
  #serverSideSessionId: string | undefined;
  #closedBecause: string | undefined;

  constructor(identity: ClientIdentity) {
    this.#identity = identity;
  }

  get sessionId(): string {
    return this.#identity.sessionId;
  }

  get isClosed(): boolean {
    return this.#closedBecause !== undefined;
  }

  /** What names the session and its user. */
  identity() {
    const { sessionId, userId, clientType } = this.#identity;
    return { sessionId, clientType, userContext: { userId, userName: userId } };
  }

  /** What every request about the session carries; once the server has named its side, that name too. */
  envelope() {
    const observed = this.#serverSideSessionId;
    return {
      ...this.identity(),
      ...(observed !== undefined && { clientObservedServerSideSessionId: observed }),
    };
  }

  /** @throws SparkProtocolError for another session; SessionClosedError when the server was restarted. */
  check({ sessionId, serverSideSessionId }: SessionResponse): void {
    if (sessionId !== this.sessionId) {
      throw new SparkProtocolError(
        `The server answered for session ${sessionId} instead of ${this.sessionId}`,
      );
    }
    // Empty is legal: the server leaves it out when it has no such session.
    if (serverSideSessionId === '') return;
    this.#serverSideSessionId ??= serverSideSessionId;
    if (serverSideSessionId === this.#serverSideSessionId) return;
    this.close('the server was restarted');
    throw this.closedError();
  }

  /** All later use fails with the first reason. */
  close(reason: string): void {
    this.#closedBecause ??= reason;
  }

  assertOpen(): void {
    if (this.isClosed) throw this.closedError();
  }

  closedError(): SessionClosedError {
    return new SessionClosedError(`No active session: ${this.#closedBecause}. Build a new SparkSession`);
  }
}
