import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRequests } from '../../src/kafka/open-requests.js';

let client: Socket;
let broker: Socket;
const server = createServer();
beforeEach(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const address = server.address();
  client = connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1');
  [broker] = await accepted;
});
afterEach(async () => {
  client.destroy();
  broker.destroy();
  await new Promise((resolve) => server.close(resolve));
});

const response = (bytes: number) => {
  const message = Buffer.alloc(4 + bytes);
  message.writeUInt32BE(bytes);
  return message;
};

/** Sends bytes to the client, who has them when this settles. */
async function answer(...parts: readonly Buffer[]): Promise<void> {
  const bytes = Buffer.concat(parts);
  const before = client.bytesRead;
  broker.write(bytes);
  while (client.bytesRead < before + bytes.length) await once(client, 'data');
}

it('lists when each request without a response was sent, the oldest first', async () => {
  let nowMs = 100;
  const open = openRequests(client, () => nowMs);
  expect(open).toEqual([]);
  client.write('first');
  nowMs = 250;
  client.write('second');
  expect(open).toEqual([100, 250]);
  await answer(response(10));
  expect(open).toEqual([250]);
});

it('takes a response for whole when all of it has come, in whatever pieces', async () => {
  const open = openRequests(client, () => 0);
  client.write('first');
  client.write('second');
  client.write('third');
  const [one, two, three] = [response(10), response(3), response(70_000)];
  await answer(one.subarray(0, 2));
  await answer(one.subarray(2, 9));
  expect(open).toHaveLength(3);
  await answer(one.subarray(9), two, three.subarray(0, 1));
  expect(open).toHaveLength(1);
  await answer(three.subarray(1, 69_999));
  expect(open).toHaveLength(1);
  await answer(three.subarray(69_999));
  expect(open).toEqual([]);
});
