import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { waitFor } from '../../src/core/deadline.js';
import { attentiveSockets } from '../../src/kafka/sockets.js';
import { startSilentServer } from '../spark/support/silent-server.js';

const SOON = { silentMs: 50, answerMs: 200 };

type Factory = ReturnType<typeof attentiveSockets>;

const open = (factory: Factory, address: string) => {
  const [host = '', port] = address.split(':');
  return factory({ host, port: Number(port), ssl: {}, onConnect: () => undefined });
};

const failureOf = async (socket: Socket) => ((await once(socket, 'error')) as [Error])[0].message;

/** Unlike Vitest's own it leaves a clock that is set by hand alone. */
const until = (isSo: () => boolean) =>
  waitFor(() => isSo() || undefined, { what: String(isSo), timeoutMs: 10_000, intervalMs: 10 });

const API_VERSIONS = 18;
const RESPONSE = Buffer.from('00000004cafecafe', 'hex');

/** A server that answers requests for its versions, and others only when it is told to. */
async function startBroker(port = 0) {
  const sockets = new Set<Socket>();
  const waiting: Socket[] = [];
  let timesAsked = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (request) => {
      // After four bytes of length comes the key.
      if (request.readInt16BE(4) !== API_VERSIONS) return waiting.push(socket);
      timesAsked += 1;
      return socket.write(RESPONSE);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    address: `127.0.0.1:${address.port}`,
    /** How often it was asked whether it is there. */
    timesAsked: () => timesAsked,
    /** Answers the oldest request, in these parts. */
    async answer(...parts: readonly Buffer[]) {
      await until(() => waiting.length > 0);
      const socket = waiting.shift();
      for (const part of parts) {
        socket?.write(part);
        await setImmediate();
      }
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const REQUEST = Buffer.alloc(20);

afterEach(() => void vi.useRealTimers());

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

    await using resumed = await startBroker(Number(server.address.split(':')[1]));
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
  await using server = await startBroker();
  const socket = open(attentiveSockets(SOON), server.address);
  await once(socket, 'connect');
  socket.write(REQUEST);
  await until(() => server.timesAsked() > 2);
  expect(socket.destroyed).toBe(false);
  socket.destroy();
});

describe('a broker is asked whether it is there', () => {
  /** A connection whose time passes by hand. */
  async function begin(address: string) {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const socket = open(attentiveSockets({ silentMs: 1000 }), address);
    await once(socket, 'connect');
    return socket;
  }
  /** Enough turns of the event loop for a connection and an answer on it. */
  const settle = () => sleep(200);

  it('not while a connection is idle, and only once a request has waited for long enough', async () => {
    await using server = await startBroker();
    const socket = await begin(server.address);
    for (let request = 0; request < 3; request += 1) {
      socket.write(REQUEST);
      vi.advanceTimersByTime(900);
      await Promise.all([once(socket, 'data'), server.answer(RESPONSE)]);
      vi.advanceTimersByTime(2000);
    }
    await settle();
    expect(server.timesAsked()).toBe(0);
    socket.write(REQUEST);
    vi.advanceTimersByTime(1250);
    await until(() => server.timesAsked() === 1);
    socket.destroy();
  });

  it('also when another request of the connection has been answered', async () => {
    await using server = await startBroker();
    const socket = await begin(server.address);
    socket.write(REQUEST);
    await until(() => socket.writableLength === 0);
    await Promise.all([once(socket, 'data'), server.answer(RESPONSE.subarray(0, 2), RESPONSE.subarray(2))]);
    await until(() => socket.bytesRead === RESPONSE.length);
    socket.write(REQUEST);
    socket.write(REQUEST);
    await Promise.all([once(socket, 'data'), server.answer(RESPONSE)]);
    vi.advanceTimersByTime(1250);
    await until(() => server.timesAsked() === 1);
    socket.destroy();
  });
});

it('a connection without a request may be silent', async () => {
  await using server = await startSilentServer();
  const socket = open(attentiveSockets({ silentMs: 0, answerMs: 1 }), server.address);
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
