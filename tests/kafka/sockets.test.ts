import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { attentiveSockets } from '../../src/kafka/sockets.js';
import { startSilentServer } from '../spark/support/silent-server.js';

const SOON = { silentMs: 50, knockMs: 200 };

type Factory = ReturnType<typeof attentiveSockets>;

const open = (factory: Factory, address: string) => {
  const [host = '', port] = address.split(':');
  return factory({ host, port: Number(port), ssl: {}, onConnect: () => undefined });
};

const failureOf = async (socket: Socket) => ((await once(socket, 'error')) as [Error])[0].message;

/** A server that answers requests for its versions, and nothing else. */
async function startKnockableServer(port = 0) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    // Bytes 4 and 5 are the request's key.
    socket.on('data', (request) => request.readInt16BE(4) === 18 && socket.write('versions'));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    address: `127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('a broker that hangs', () => {
  it('fails the connections with a request that waits', async () => {
    await using server = await startSilentServer();
    const socket = open(attentiveSockets(SOON), server.address);
    await once(socket, 'connect');
    socket.write('request');
    expect(await failureOf(socket)).toBe(`${server.address} does not answer`);
  });

  it('refuses new connections at once, until it answers again', async () => {
    const server = await startSilentServer();
    const factory = attentiveSockets(SOON);
    const first = open(factory, server.address);
    first.write('request');
    await failureOf(first);
    const second = open(factory, server.address);
    expect(await failureOf(second)).toBe(`${server.address} does not answer`);
    expect(second.bytesWritten).toBe(0);
    await server[Symbol.asyncDispose]();

    await using resumed = await startKnockableServer(Number(server.address.split(':')[1]));
    const retry = async (): Promise<Socket> => {
      const socket = open(factory, resumed.address);
      const connected = await once(socket, 'connect').then(
        () => true,
        () => false,
      );
      return connected ? socket : sleep(20).then(retry);
    };
    (await retry()).destroy();
  });
});

it('a request may wait while its broker answers others', async () => {
  await using server = await startKnockableServer();
  const socket = open(attentiveSockets(SOON), server.address);
  await once(socket, 'connect');
  socket.write(Buffer.alloc(20));
  await sleep(800);
  expect(socket.destroyed).toBe(false);
  socket.destroy();
});

it('a connection without a request may be silent', async () => {
  await using server = await startSilentServer();
  const socket = open(attentiveSockets({ silentMs: 0, knockMs: 1 }), server.address);
  await once(socket, 'connect');
  await sleep(600);
  expect(socket.destroyed).toBe(false);
  socket.destroy();
});

it('the signal closes it', async () => {
  await using server = await startSilentServer();
  const controller = new AbortController();
  const socket = open(attentiveSockets({ signal: controller.signal }), server.address);
  await once(socket, 'connect');
  const failed = once(socket, 'error');
  controller.abort();
  await expect(failed).resolves.toMatchObject([{ name: 'AbortError' }]);
});
