import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConnectClient } from '../../../src/spark/connect/client.js';
import { parseConnectionString } from '../../../src/spark/connect/connection-string.js';
import { createGrpcTransport } from '../../../src/spark/connect/grpc-transport.js';
import type { Transport } from '../../../src/spark/connect/transport.js';
import { SparkSession } from '../../../src/spark/index.js';
import type { CuttingProxy } from '../support/cutting-proxy.js';

function remote(variable: string): string {
  const url = process.env[variable];
  if (url === undefined)
    throw new Error(`${variable} must hold the address of a running Spark Connect server`);
  return url;
}

export const defaultServer = { name: 'the default server', remote: remote('SPARK_REMOTE_DEFAULT') };
/** Ends every stream after a second, so that all that takes longer must go on by reattaching. */
export const shortStreamServer = {
  name: 'a server of short streams',
  remote: remote('SPARK_REMOTE_SHORT_STREAMS'),
};
export const servers = [defaultServer, shortStreamServer];

/** A session that counts its calls by method in `counts`. */
export function countingSession(url: string, counts: Record<string, number>): SparkSession {
  const config = parseConnectionString(url);
  const transport = createGrpcTransport(config);
  const count = ({ name }: { readonly name: string }) => (counts[name] = (counts[name] ?? 0) + 1);
  const counting: Transport = {
    unary: (method, request, options) => (count(method), transport.unary(method, request, options)),
    stream: (method, request, options) => (count(method), transport.stream(method, request, options)),
    upload: (method, requests, options) => (count(method), transport.upload(method, requests, options)),
    close: () => transport.close(),
  };
  return new SparkSession(new ConnectClient(counting, config));
}

/** A folder that a server on this machine can write to; gone when the test is over. */
export async function scratchFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'spark-live-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Cuts the proxy's connections again and again while the work lasts. */
export async function whileCutting<T>(
  proxy: CuttingProxy,
  how: 'reset' | 'end',
  everyMs: number,
  work: Promise<T>,
): Promise<T> {
  const timer = setInterval(() => proxy.cut(how), everyMs);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
