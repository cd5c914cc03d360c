import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { webHdfs } from '../../src/hdfs/web-hdfs.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** @returns the address of a server that answers as it is told */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('webHdfs', () => {
  it('sends content only to the DataNode that the NameNode names, which may say "continue" unasked', async () => {
    const taken: string[] = [];
    const dataNode = await serve((request, response) => {
      response.writeContinue();
      void text(request).then((content) => {
        taken.push(content);
        response.writeHead(201).end();
      });
    });
    const asked: string[] = [];
    const nameNode = await serve((request, response) => {
      void text(request).then((content) => {
        asked.push(`${request.method} ${request.url} ${content}`);
        response.writeHead(307, { location: `${dataNode}/there` }).end();
      });
    });
    await webHdfs(nameNode.replace('//', '//ada@')).write('/a b/c?', 'words');
    expect(asked).toEqual(['PUT /webhdfs/v1/a%20b/c%3F?op=CREATE&user.name=ada&overwrite=true ']);
    expect(taken).toEqual(['words']);
  });

  it.each([
    [404, 'FileNotFoundException', 'File /none does not exist.', false],
    [403, 'SafeModeException', 'Name node is in safe mode.\nBe patient.', true],
  ])(
    'tells a failure in one line, and whether to ask again: %i %s',
    async (status, exception, message, retryable) => {
      const address = await serve((_, response) =>
        response.writeHead(status).end(JSON.stringify({ RemoteException: { exception, message } })),
      );
      await expect(webHdfs(address).read('/none')).rejects.toMatchObject({
        code: 'HDFS_FAILED',
        retryable,
        message: `HDFS cannot OPEN /none: ${exception}: ${message.split('\n')[0]}`,
      });
    },
  );

  it('tells an answer of something else by its status', async () => {
    const address = await serve((_, response) => response.writeHead(502).end('<html>'));
    await expect(webHdfs(address).list('/')).rejects.toThrow('HDFS cannot LISTSTATUS /: HTTP status 502');
  });

  it('gives up when the signal fires', async () => {
    const controller = new AbortController();
    const address = await serve(() => controller.abort(new Error('enough')));
    await expect(webHdfs(address, { signal: controller.signal }).read('/')).rejects.toThrow();
  });

  it.each<[string, RequestListener]>([
    ['is never begun', () => undefined],
    ['is cut off', (_, response) => void response.writeHead(200, { 'content-length': 9 }).write('half')],
  ])('gives up on an answer that %s', async (_, answer) => {
    const address = await serve(answer);
    await expect(webHdfs(address, { silentMs: 50 }).read('/')).rejects.toMatchObject({
      code: 'HDFS_FAILED',
      retryable: true,
      message: `HDFS at ${new URL(address).host} has been silent for 0.05 s`,
    });
  });
});
