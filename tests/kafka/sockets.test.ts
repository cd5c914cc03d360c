import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { attentiveSockets } from '../../src/kafka/sockets.js';
import { startSilentServer } from '../spark/support/silent-server.js';

const open = async (address: string, options: Parameters<typeof attentiveSockets>[0]) => {
  const [host = '', port] = address.split(':');
  const socket = attentiveSockets(options)({ host, port: Number(port), ssl: {}, onConnect: () => undefined });
  await once(socket, 'connect');
  return socket;
};

it('a connection whose request is not answered fails, and says for how long', async () => {
  await using server = await startSilentServer();
  const socket = await open(server.address, { firstAnswerMs: 100 });
  socket.write('request');
  const [error] = (await once(socket, 'error')) as [Error];
  expect(error.message).toBe(`${server.address} has not answered for 0.1 s`);
});

it('a connection without a request may be silent', async () => {
  await using server = await startSilentServer();
  const socket = await open(server.address, { firstAnswerMs: 0, answerMs: 0 });
  await sleep(600);
  expect(socket.destroyed).toBe(false);
  socket.destroy();
});

it('the signal closes it', async () => {
  await using server = await startSilentServer();
  const controller = new AbortController();
  const socket = await open(server.address, { signal: controller.signal });
  const failed = once(socket, 'error');
  controller.abort();
  await expect(failed).resolves.toMatchObject([{ name: 'AbortError' }]);
});
