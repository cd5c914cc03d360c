import { once } from 'node:events';
import { connect } from 'node:net';

/** A port that neither accepts nor refuses within this time is taken for closed. */
const CONNECT_TIMEOUT_MS = 1000;

/** Whether somebody takes connections there. */
export async function isPortOpen(host: string, port: number, signal: AbortSignal): Promise<boolean> {
  // Declared of `net.Socket`, to which the options of `connect` are passed on.
  const socket = connect({ host, port, ...{ signal } });
  // The socket only tells that it has been idle for so long: a connection that a firewall swallows would be waited for.
  socket.setTimeout(CONNECT_TIMEOUT_MS, () => socket.destroy(new Error(`${host}:${port} does not answer`)));
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
