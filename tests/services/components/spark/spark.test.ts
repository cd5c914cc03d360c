import { describe, expect, it } from 'vitest';
import { SparkRemote } from '../../../../src/config/spark-remote.js';
import { sparkFolder } from '../../../../src/services/components/spark/program.js';
import { spark } from '../../../../src/services/components/spark/spark.js';
import { complete, type FakeSpark, startFakeSpark } from '../../../spark/support/fake-spark.js';
import { startSilentServer } from '../../../spark/support/silent-server.js';

const { signal } = new AbortController();

it.each([
  ['sc://host', { host: 'host', port: 15_002 }],
  ['sc://host:7/;token=secret', { host: 'host', port: 7 }],
  ['sc://[::1]:7', { host: '::1', port: 7 }],
])('%s takes connections at its port', (remote, host) =>
  expect(spark.hosts(new SparkRemote(remote))).toEqual([host]),
);

describe('Spark is ready', () => {
  const ask = (fake: FakeSpark, servicesFolder?: string) =>
    spark.isReady(new SparkRemote(fake.remote), { signal, servicesFolder });
  const warehouseIn = (servicesFolder: string) => ({
    pairs: [{ key: 'spark.sql.warehouse.dir', value: `file:${sparkFolder(servicesFolder)}/warehouse` }],
  });

  it('when it answers a query, whose session is ended', async () => {
    await using fake = await startFakeSpark([[complete]]);
    expect(await ask(fake)).toBe(true);
    expect(fake.callsOf('executePlan')).toHaveLength(1);
    expect(fake.callsOf('releaseSession')).toHaveLength(1);
  });

  it('and is the one that was started, which its folder shows', async () => {
    await using fake = await startFakeSpark([[complete], [complete]]);
    fake.answer('config', warehouseIn('/mine'), warehouseIn('/another'));
    expect(await ask(fake, '/mine')).toBe(true);
    expect(await ask(fake, '/mine')).toBe(false);
  });

  it('and not while nobody listens', async () => {
    const server = await startSilentServer();
    await server[Symbol.asyncDispose]();
    const remote = new SparkRemote(`sc://${server.address}`);
    expect(await spark.isReady(remote, { signal, servicesFolder: undefined })).toBe(false);
  });
});
