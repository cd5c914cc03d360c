import { crc32 } from 'node:zlib';
import { create } from '@bufbuild/protobuf';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { artifactPayloads } from '../../../src/spark/connect/artifacts.js';
import { SparkProtocolError } from '../../../src/spark/errors.js';
import { AddArtifactsRequestSchema } from '../../../src/spark/gen/spark/connect/base_pb.js';
import { queryPlan } from '../../../src/spark/plan/commands.js';
import { range } from '../../../src/spark/plan/relations.js';
import { complete, drain, startFakeSpark, unavailable } from '../support/fake-spark.js';
import type { FakeSpark } from '../support/fake-spark.js';

const KIB = 1024;
const artifact = (name: string, bytes: number) => ({ name, data: new Uint8Array(bytes).fill(name.length) });

describe('payloads', () => {
  /** Names and sizes, for each payload. */
  function sizes(...artifacts: readonly { name: string; data: Uint8Array }[]) {
    return [...artifactPayloads(artifacts)]
      .map((payload) => create(AddArtifactsRequestSchema, { payload }).payload)
      .map((payload) => {
        if (payload.case === 'chunk') return payload.value.data.length;
        if (payload.case === 'beginChunk')
          return [payload.value.name, payload.value.initialChunk?.data.length];
        return payload.value?.artifacts.map(({ name, data }) => `${name} ${data?.data.length}`);
      });
  }

  test('share a batch up to 32 KiB', () => {
    expect(sizes(artifact('a', 20 * KIB), artifact('b', 12 * KIB), artifact('c', 1))).toEqual([
      [`a ${20 * KIB}`, `b ${12 * KIB}`],
      ['c 1'],
    ]);
  });

  test('are chunks of 32 KiB for a larger one, alone and in order', () => {
    expect(sizes(artifact('a', 0), artifact('big', 64 * KIB + 5), artifact('c', 1))).toEqual([
      ['a 0'],
      ['big', 32 * KIB],
      32 * KIB,
      5,
      ['c 1'],
    ]);
  });

  test('tell sizes, the number of chunks, and the checksum of each chunk', () => {
    const { data } = artifact('big', 32 * KIB + 1);
    expect([...artifactPayloads([{ name: 'big', data }])]).toMatchObject([
      {
        case: 'beginChunk',
        value: {
          totalBytes: BigInt(32 * KIB + 1),
          numChunks: 2n,
          initialChunk: { crc: BigInt(crc32(data.subarray(0, 32 * KIB))) },
        },
      },
      { case: 'chunk', value: { crc: BigInt(crc32(data.subarray(32 * KIB))) } },
    ]);
    expect([...artifactPayloads([])]).toEqual([]);
  });
});

describe('sending', () => {
  let fake: FakeSpark;
  beforeEach(async () => {
    fake = await startFakeSpark([[complete], [complete]]);
  });
  afterEach(() => fake[Symbol.asyncDispose]());

  test('names the session in every message', async () => {
    const client = fake.client();
    await client.addArtifacts([artifact('big', 70 * KIB)]);
    const requests = fake.callsOf('addArtifacts').map(({ request }) => request);
    expect(requests.map(({ payload }) => payload.case)).toEqual(['beginChunk', 'chunk', 'chunk']);
    for (const request of requests)
      expect(request).toMatchObject({ sessionId: client.sessionId, userContext: { userId: 'tester' } });
  });

  test('starts over after a failure', async () => {
    fake.answer('addArtifacts', unavailable);
    await fake.client().addArtifacts([artifact('big', 70 * KIB)]);
    const cases = fake.callsOf('addArtifacts').map(({ request }) => request.payload.case);
    expect(cases).toEqual(['beginChunk', 'chunk', 'chunk', 'beginChunk', 'chunk', 'chunk']);
  });

  test('fails when the server says that one arrived damaged', async () => {
    fake.answer('addArtifacts', { artifacts: [{ name: 'files/a', isCrcSuccessful: false }] });
    const sent = fake.client().addArtifacts([artifact('files/a', 1)]);
    await expect(sent).rejects.toThrow(SparkProtocolError);
    await expect(sent).rejects.toThrow('files/a');
  });

  test('of data that plans name by its hash happens once, before the first plan', async () => {
    const client = fake.client();
    const hash = client.cacheData(new TextEncoder().encode('abc'));
    expect(hash).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(fake.calls).toEqual([]);
    const plan = queryPlan(range(0n, 1n, 1n));
    await Promise.all([drain(client.execute(plan)), drain(client.execute(plan))]);
    const methods = fake.calls.map(({ method }) => method);
    expect(methods.slice(0, 3)).toEqual(['artifactStatus', 'addArtifacts', 'executePlan']);
    expect(methods.filter((method) => method === 'addArtifacts')).toHaveLength(1);
    expect(fake.callsOf('artifactStatus').map(({ request }) => request.names)).toEqual([[`cache/${hash}`]]);
  });

  test('is left out for data that the server has', async () => {
    const client = fake.client();
    const name = `cache/${client.cacheData(new Uint8Array(1))}`;
    fake.answer('artifactStatus', { statuses: { [name]: { exists: true } } });
    await drain(client.execute(queryPlan(range(0n, 1n, 1n))));
    expect(fake.callsOf('addArtifacts')).toEqual([]);
  });

  test('is tried again with the next plan when it failed', async () => {
    const client = fake.client();
    client.cacheData(new Uint8Array(1));
    fake.answer('addArtifacts', { artifacts: [{ name: 'cache', isCrcSuccessful: false }] });
    await expect(drain(client.execute(queryPlan(range(0n, 1n, 1n))))).rejects.toThrow('damaged');
    await drain(client.execute(queryPlan(range(0n, 1n, 1n))));
    expect(fake.callsOf('addArtifacts')).toHaveLength(2);
    expect(fake.callsOf('executePlan')).toHaveLength(1);
  });
});
