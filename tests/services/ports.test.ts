import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { COMPONENTS } from '../../src/services/components/index.js';
import { choosePorts, isFree, portNeedsOf } from '../../src/services/ports.js';

const { kafka, spark } = COMPONENTS;
const servers: Server[] = [];

async function occupy(port = 0): Promise<number> {
  const server = createServer().listen(port, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const choice = () => ({ askedPorts: {}, chosen: new Set<number>() });

describe('ports', () => {
  it('are found free or taken', async () => {
    const port = await occupy();
    expect(await isFree(port)).toBe(false);
  });

  it('are all different, and free', async () => {
    const both = choice();
    const ports = [await choosePorts(kafka, both), await choosePorts(spark, both)];
    const all = ports.flatMap((each) => Object.values(each));
    expect(new Set(all).size).toBe(6);
    expect([...both.chosen]).toEqual(all);
    expect(await Promise.all(all.map(isFree))).toEqual(all.map(() => true));
  });

  it('move up when a usual one is taken', async () => {
    const first = await choosePorts(spark, choice());
    await occupy(first['spark']);
    // Other programs of this machine may have taken the next ones in the meantime.
    const { spark: port = 0 } = await choosePorts(spark, choice());
    expect(port).not.toBe(first['spark']);
    expect((port - (portNeedsOf(spark)[0]?.usual ?? 0)) % 100).toBe(0);
  });

  it('are those of before where these are free', async () => {
    const [free, taken] = [await occupy(), await occupy()];
    servers.shift()?.close();
    expect(await choosePorts(spark, { ...choice(), before: { spark: free } })).toEqual({ spark: free });
    expect(await choosePorts(spark, { ...choice(), before: { spark: taken } })).not.toEqual({ spark: taken });
    const elsewhere = { ...choice(), before: { spark: free }, elsewhere: true };
    expect(await choosePorts(spark, elsewhere)).not.toEqual({ spark: free });
  });

  it('that were asked for and are taken are an error', async () => {
    const port = await occupy();
    const asked = (askedPorts: object) => ({ ...choice(), askedPorts });
    await expect(choosePorts(spark, asked({ spark: [port] }))).rejects.toThrow(
      `STREAMBOOK_SPARK_PORT: port ${port} is taken`,
    );
    await expect(choosePorts(kafka, asked({ kafka: [port, port + 1] }))).rejects.toThrow(
      `STREAMBOOK_KAFKA_PORTS: port ${port} is taken`,
    );
  });
});
