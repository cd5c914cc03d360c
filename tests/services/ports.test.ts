import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { choosePorts, isFree, USUAL_PORTS } from '../../src/services/ports.js';

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

describe('ports', () => {
  it('are found free or taken', async () => {
    const port = await occupy();
    expect(await isFree(port)).toBe(false);
  });

  it('are all different, and free', async () => {
    const { brokers, controllers, spark } = await choosePorts({
      kafkaPorts: undefined,
      sparkPort: undefined,
    });
    const all = [...brokers, ...controllers, spark];
    expect(new Set(all).size).toBe(6);
    expect(await Promise.all(all.map(isFree))).toEqual(all.map(() => true));
  });

  it('move up when a usual one is taken', async () => {
    const first = await choosePorts({ kafkaPorts: undefined, sparkPort: undefined });
    await occupy(first.spark);
    // Other programs of this machine may have taken the next ones in the meantime.
    const { spark } = await choosePorts({ kafkaPorts: undefined, sparkPort: undefined });
    expect(spark).not.toBe(first.spark);
    expect((spark - USUAL_PORTS.spark) % 100).toBe(0);
  });

  it('that were asked for and are taken are an error', async () => {
    const port = await occupy();
    await expect(choosePorts({ kafkaPorts: undefined, sparkPort: port })).rejects.toThrow(
      `STREAMBOOK_SPARK_PORT: port ${port} is taken`,
    );
    await expect(choosePorts({ kafkaPorts: [port, port + 1], sparkPort: undefined })).rejects.toThrow(
      `STREAMBOOK_KAFKA_PORTS: port ${port} is taken`,
    );
  });
});
