import { once } from 'node:events';
import { connect } from 'node:net';

/**
 * ApiVersions (key 18) of version 0, with correlation id 0 and no client id, after its length: the one request that every
 * broker answers before any other, from memory. https://kafka.apache.org/protocol.html#The_Messages_ApiVersions
 */
const API_VERSIONS_REQUEST = Buffer.from('0000000a0012000000000000ffff', 'hex');

/**
 * Whether a broker answers at an address: the system accepts connections for one that hangs, too. Keeps no process
 * alive.
 */
export async function answersApiVersions(host: string, port: number, timeoutMs: number): Promise<boolean> {
  const socket = connect({ host, port }).unref();
  try {
    socket.write(API_VERSIONS_REQUEST);
    await once(socket, 'data', { signal: AbortSignal.timeout(timeoutMs) });
    return true;
  } catch {
    return false;
  } finally {
    socket.on('error', () => undefined).destroy();
  }
}
