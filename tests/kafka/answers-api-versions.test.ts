import { createServer, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { answersApiVersions } from '../../src/kafka/answers-api-versions.js';

/** A server at a free port, which may answer what it receives. */
async function startServer(onRequest: (request: Buffer, socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('data', (request) => onRequest(request, socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

it('asks for the versions that a broker knows, in one whole request', async () => {
  const requests: Buffer[] = [];
  await using server = await startServer((request, socket) => {
    requests.push(request);
    socket.write('any answer');
  });
  expect(await answersApiVersions('127.0.0.1', server.port, 5000)).toBe(true);
  const request = Buffer.concat(requests);
  expect(request.readInt32BE(0)).toBe(request.length - 4);
  expect([request.readInt16BE(4), request.readInt16BE(6)]).toEqual([18, 0]);
});

it('times out where nothing answers', async () => {
  await using server = await startServer(() => undefined);
  expect(await answersApiVersions('127.0.0.1', server.port, 20)).toBe(false);
});

it('fails where the connection is closed or refused', async () => {
  const server = await startServer((_, socket) => socket.destroy());
  expect(await answersApiVersions('127.0.0.1', server.port, 5000)).toBe(false);
  await server[Symbol.asyncDispose]();
  expect(await answersApiVersions('127.0.0.1', server.port, 5000)).toBe(false);
});
