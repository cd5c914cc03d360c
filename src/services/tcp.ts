import { once } from 'node:events';
import { connect } from 'node:net';
import { hasCode } from '../core/errors.js';

/** Where a server takes connections. */
export interface TcpAddress {
  /** A name or an IP address, the latter without brackets. */
  readonly host: string;
  readonly port: number;
}

/** As in a URL: `host:port`, or `[::1]:port`. */
export const tcpText = ({ host, port }: TcpAddress): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

/** Reads `host:port`, or `[::1]:port`. */
export function parseTcp(text: string): TcpAddress {
  const [, host = text, port] = /^(.*):(\d+)$/.exec(text.trim()) ?? [];
  return { host: bareHost(host), port: Number(port) };
}

/** A host as sockets take it: IPv6 addresses without the brackets that URLs have around them. */
export const bareHost = (host: string): string => host.replace(/^\[(.*)\]$/, '$1');

/**
 * "refused": that machine answers, and nobody listens there. "silent": nothing is known of the server, because the network
 * or the look-up of its name does not work, or it takes too long.
 */
export type TcpAnswer = 'open' | 'refused' | 'silent';

const CONNECT_TIMEOUT_MS = 1000;

/** Whether somebody takes connections there. */
export async function probeTcp({ host, port }: TcpAddress, signal?: AbortSignal): Promise<TcpAnswer> {
  // Declared of `net.Socket`, to which the options of `connect` are passed on.
  const socket = connect({ host, port, ...{ signal } });
  // The socket only tells that it has been idle for so long: a connection that a firewall swallows would be waited for.
  socket.setTimeout(CONNECT_TIMEOUT_MS, () => socket.destroy(new Error('no answer')));
  try {
    await once(socket, 'connect');
    return 'open';
  } catch (error) {
    return hasCode(error, 'ECONNREFUSED') ? 'refused' : 'silent';
  } finally {
    socket.on('error', () => undefined).destroy();
  }
}
