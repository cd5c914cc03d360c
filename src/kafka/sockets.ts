import { connect, Socket } from 'node:net';
import type { ISocketFactory } from 'kafkajs';
import { answersApiVersions } from './answers-api-versions.js';
import { openRequests } from './open-requests.js';

export interface SocketOptions {
  /** How long a request may be left without an answer until the broker is asked whether it is there. */
  readonly silentMs?: number;
  /** How long the broker may take to say so. */
  readonly answerMs?: number;
  /** Closes the connections. */
  readonly signal?: AbortSignal | undefined;
  /** A clock that is never set back; the system's by default. */
  readonly nowMs?: () => number;
}

const SILENT_MS = 1000;
/** A broker says that it is there from memory; a full collection or a busy machine may keep it from that. */
const ANSWER_MS = 2000;
const LOOK_EVERY_MS = 250;

/**
 * Connections that fail when their broker hangs. It keeps its connections, and the system goes on to accept new ones for
 * it; kafkajs lets single requests time out, sends them on the same connection again, and turns to the same broker when it
 * asks who leads: for as long as it hangs. A connection that fails at once, as to a broker that has died, makes it ask
 * another one.
 *
 * Requests may rightly wait for seconds, for replicas or for members of a group. So a request without an answer is no
 * proof; the broker is asked on another connection.
 */
export function attentiveSockets(options: SocketOptions = {}): ISocketFactory {
  const { silentMs = SILENT_MS, answerMs = ANSWER_MS, signal, nowMs = () => performance.now() } = options;
  const hung = new Set<string>();
  const underWay = new Map<string, Promise<boolean>>();

  /** Asks each broker once at a time, whoever wants to know. */
  const isThere = (host: string, port: number): Promise<boolean> => {
    const address = `${host}:${port}`;
    const asking =
      underWay.get(address) ??
      answersApiVersions(host, port, answerMs).then((answered) => {
        underWay.delete(address);
        if (answered) hung.delete(address);
        else hung.add(address);
        return answered;
      });
    underWay.set(address, asking);
    return asking;
  };

  return ({ host, port, onConnect }) => {
    const address = `${host}:${port}`;
    if (hung.has(address)) {
      void isThere(host, port);
      const refused = new Socket();
      setImmediate(() => refused.destroy(new Error(`${address} does not answer`)));
      return refused;
    }
    // `signal` is declared of `net.Socket`, to which the options of `connect` are passed on.
    const socket = connect({ host, port, ...{ signal } }, onConnect);
    const sentAtMs = openRequests(socket, nowMs);
    let heardAtMs = -Infinity;
    socket.on('data', () => (heardAtMs = nowMs()));
    const look = async () => {
      const lookedAtMs = nowMs();
      const oldestMs = sentAtMs[0];
      if (oldestMs === undefined || lookedAtMs - Math.max(oldestMs, heardAtMs) < silentMs) return;
      if (await isThere(host, port)) heardAtMs = nowMs();
      else if (heardAtMs < lookedAtMs) socket.destroy(new Error(`${address} does not answer`));
    };
    const timer = setInterval(() => void look(), LOOK_EVERY_MS).unref();
    return socket.once('close', () => clearInterval(timer));
  };
}
