import { connect } from 'node:net';
import type { ISocketFactory } from 'kafkajs';

export interface SocketOptions {
  /** How long a new connection may leave its first request without an answer. */
  readonly firstAnswerMs?: number;
  /** How long any request may be left without an answer while nothing else comes either. */
  readonly answerMs?: number;
  /** Closes the connections. */
  readonly signal?: AbortSignal | undefined;
}

/** A broker answers the first request, for its versions, from memory. */
const FIRST_ANSWER_MS = 3000;
/** More than a broker waits before it answers: 6 s for replicas, and 6 s for the former self of a group's member. */
const ANSWER_MS = 7000;
const LOOK_EVERY_MS = 250;

/**
 * Connections that fail when the broker is silent. A broker that hangs keeps its connections, and the system goes on to
 * accept new ones for it; kafkajs lets single requests time out and sends them on the same connection again, for minutes.
 * After a failed connection it asks another broker who leads.
 */
export function attentiveSockets(options: SocketOptions = {}): ISocketFactory {
  const { firstAnswerMs = FIRST_ANSWER_MS, answerMs = ANSWER_MS, signal } = options;
  return ({ host, port, onConnect }) => {
    // `signal` is declared of `net.Socket`, to which the options of `connect` are passed on.
    const socket = connect({ host, port, ...{ signal } }, onConnect);
    let bytesHeard = 0;
    let bytesSaidBefore = 0;
    let silentSince: number | undefined;
    const look = () => {
      const isSilent = socket.bytesRead === bytesHeard && socket.bytesWritten > bytesSaidBefore;
      if (!isSilent) {
        silentSince = undefined;
        bytesHeard = socket.bytesRead;
        bytesSaidBefore = socket.bytesWritten;
        return;
      }
      silentSince ??= performance.now();
      const limitMs = bytesHeard === 0 ? firstAnswerMs : answerMs;
      if (performance.now() - silentSince < limitMs) return;
      socket.destroy(new Error(`${host}:${port} has not answered for ${limitMs / 1000} s`));
    };
    const timer = setInterval(look, LOOK_EVERY_MS).unref();
    return socket.once('close', () => clearInterval(timer));
  };
}
