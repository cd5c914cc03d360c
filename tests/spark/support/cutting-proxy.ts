import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface CuttingProxy extends AsyncDisposable {
  readonly remote: string;
  /** Breaks all connections at once, in the middle of whatever they carry: by a reset, or by an orderly end. */
  readonly cut: (how: 'reset' | 'end') => void;
  readonly cuts: () => number;
}

/** Stands between a client and the server at `remote`. */
export async function startCuttingProxy(remote: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(remote);
  const open = new Set<Socket>();
  let cuts = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    remote: `sc://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cuts: () => cuts,
    cut(how) {
      if (open.size > 0) cuts += 1;
      for (const socket of open)
        if (how === 'reset') socket.resetAndDestroy();
        else socket.destroy();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
