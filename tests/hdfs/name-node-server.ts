import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Answers as a NameNode does that is a DataNode as well, and keeps files in memory. */
export interface NameNodeServer extends AsyncDisposable {
  readonly address: string;
  readonly files: Map<string, string>;
  /** Paths and queries of what it was asked, in order. */
  readonly asked: readonly string[];
}

/** @param beans What it reports of itself, by the names of its beans. */
export async function startNameNode(beans: Readonly<Record<string, object>> = {}): Promise<NameNodeServer> {
  const files = new Map<string, string>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://namenode');
    asked.push(`${url.pathname}${url.search}`);
    if (url.pathname === '/jmx') {
      const bean = beans[url.searchParams.get('qry')?.split('name=')[1] ?? ''];
      response.end(JSON.stringify({ beans: bean === undefined ? [] : [bean] }));
      return;
    }
    const path = decodeURIComponent(url.pathname.replace('/webhdfs/v1', ''));
    void text(request).then((content) => {
      if (request.method === 'DELETE') response.end(JSON.stringify({ boolean: files.delete(path) }));
      else if (!url.searchParams.has('datanode'))
        response
          .writeHead(307, { location: `http://${request.headers.host}${request.url}&datanode=1` })
          .end();
      else if (request.method === 'PUT') {
        files.set(path, content);
        response.writeHead(201).end();
      } else response.end(files.get(path));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
