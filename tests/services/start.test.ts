import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { startServices } from '../../src/services/start.js';
import { readProcesses } from '../../src/services/state.js';
import { startNameNode } from '../hdfs/name-node-server.js';
import { shellProgram, startContext } from './support.js';

type Context = Awaited<ReturnType<typeof startContext>>;

let context: Context;
let runs: string;

/** A Java that says this and ends, whatever it is to run; each run is written down. */
async function javaThatSays(text: string): Promise<void> {
  context = await startContext();
  const { setup, services } = context.settings.paths;
  await mkdir(setup);
  await writeFile(join(setup, 'spark.classpath'), '/spark-connect_2.13-4.0.0.jar\n');
  runs = join(services, '..', 'runs');
  const java = await shellProgram(
    join(setup, 'java'),
    `if [ "$1" = -version ]; then echo 'openjdk version "17.0.15"' >&2; exit; fi`,
    `echo run >> '${runs}'`,
    `echo '${text}'`,
  );
  context = { ...context, settings: { ...context.settings, java } };
}

const startSpark = () => startServices({ ...context, needs: ['spark'] });

/** Neither a process, nor one on record, nor the lock. */
async function expectNothingLeft() {
  const { services } = context.settings.paths;
  expect(await readProcesses(services)).toEqual([]);
  expect(existsSync(join(services, 'lock'))).toBe(false);
}

describe('a service that ends at its start', () => {
  it('is reported with its reason, and nothing is left of the start', async () => {
    await javaThatSays('Exception in thread "main" java.lang.UnsupportedClassVersionError: Main');
    await expect(startSpark()).rejects.toMatchObject({
      code: 'SERVICE_DIED',
      message: expect.stringMatching(
        /^spark ended by itself: Exception in thread "main" java\.lang\.UnsupportedClassVersionError: Main \(/,
      ) as string,
    });
    await expectNothingLeft();
  });

  it('because its port was lost is started on others, and given up in the end', async () => {
    await javaThatSays('java.net.BindException: Address already in use');
    await expect(startSpark()).rejects.toMatchObject({ code: 'PORT_LOST' });
    expect((await readFile(runs, 'utf8')).trim().split('\n')).toHaveLength(4);
    const ports = context.reporter.lines.map(
      (line) => /took port (\d+) before spark listened/.exec(line)?.[1],
    );
    expect(ports).toHaveLength(3);
    expect(ports).not.toContain(undefined);
    expect(ports[1]).not.toBe(ports[0]);
    await expectNothingLeft();
  });
});

it('nothing is started where a port that was asked for is taken', async () => {
  await javaThatSays('never');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  context = { ...context, settings: { ...context.settings, askedPorts: { spark: [port] } } };
  try {
    await expect(startSpark()).rejects.toMatchObject({ code: 'PORT_TAKEN' });
  } finally {
    server.close();
  }
  expect(existsSync(runs)).toBe(false);
  await expectNothingLeft();
});

describe('a service of others', () => {
  beforeEach(async () => void (context = await startContext()));
  const startAt = (hdfs: string, signal?: AbortSignal) =>
    startServices({
      ...context,
      signal,
      settings: { ...context.settings, external: { hdfs } },
      needs: ['hdfs'],
    });

  it('is used where it is, and not stopped afterwards', async () => {
    await using nameNode = await startNameNode();
    expect(await startAt(nameNode.address)).toEqual({
      hdfs: { address: nameNode.address, isEmbedded: false, isNew: false },
      started: [],
      stopAfterUse: [],
    });
    // What it was tried with is gone.
    expect(nameNode.files).toEqual(new Map());
    await expectNothingLeft();
  });

  it('is not waited for once the signal has fired', async () => {
    const reason = new Error('enough');
    await expect(startAt('http://127.0.0.1:1', AbortSignal.abort(reason))).rejects.toThrow('enough');
    await expectNothingLeft();
  });
});
