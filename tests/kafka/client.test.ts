import { expect, it } from 'vitest';
import { impatientClient } from '../../src/kafka/client.js';
import { withAdmin } from '../../src/kafka/topics.js';
import { startSilentServer } from '../spark/support/silent-server.js';

it('a client that only asks gives up where nobody listens, and says which address', async () => {
  const server = await startSilentServer();
  await server[Symbol.asyncDispose]();
  const said: string[] = [];
  const client = impatientClient({
    bootstrapServers: ` ${server.address} `,
    onClientError: (message) => said.push(message),
  });
  await expect(withAdmin(client, (admin) => admin.listTopics())).rejects.toThrow(server.address);
  expect(said.join('\n')).toContain('ECONNREFUSED');
});

it('and where nobody answers, at its signal', async () => {
  await using server = await startSilentServer();
  const stop = new AbortController();
  const client = impatientClient({ bootstrapServers: server.address }, stop.signal);
  const asking = withAdmin(client, (admin) => admin.listTopics());
  setTimeout(() => stop.abort(), 50);
  await expect(asking).rejects.toThrow();
});
