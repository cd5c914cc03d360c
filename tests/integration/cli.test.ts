import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config/paths.js';
import { freshFolder } from './support.js';

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command, in the tests' home, and never throws. */
function streambook(args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const command = [join(PROJECT_ROOT, 'bin', 'streambook.mjs'), ...args];
    const environment = { ...process.env, STREAMBOOK_HOME: inject('home'), ...env };
    execFile(process.execPath, command, { env: environment }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

const errorLines = ({ stderr }: Outcome) => stderr.split('\n').filter((line) => line.startsWith('error: '));

async function expectOneLine(
  args: readonly string[],
  code: number,
  words: readonly string[],
  env?: Record<string, string>,
) {
  const outcome = await streambook(args, env);
  expect({ args, code: outcome.code }).toEqual({ args, code });
  expect(errorLines(outcome)).toHaveLength(1);
  for (const word of words) expect(outcome.stderr).toContain(word);
  expect(outcome.stderr).not.toMatch(/^\s+at /m);
}

describe('bad input gets one clear line', () => {
  it('an experiment that does not exist', () =>
    expectOneLine(['run', 'nope'], 2, ['"nope"', 'quick', 'course', 'classic-trigger']));
  it('a missing Java', async () => {
    const home = await freshFolder('no-java');
    const env = { JAVA_HOME: '/no/java', STREAMBOOK_HOME: home };
    await expectOneLine(['up'], 1, ['/no/java/bin/java', 'JAVA_HOME'], env);
  });
  it('a port that was asked for and is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const home = await freshFolder('port-taken');
    await expectOneLine(['up'], 1, [String(port), 'STREAMBOOK_SPARK_PORT'], {
      STREAMBOOK_SPARK_PORT: String(port),
      STREAMBOOK_HOME: home,
    });
    server.close();
  });
  it('an external Kafka or Spark that does not answer', async () => {
    await expectOneLine(['up'], 1, ['127.0.0.1:1', 'KAFKA_BOOTSTRAP_SERVERS'], {
      KAFKA_BOOTSTRAP_SERVERS: '127.0.0.1:1',
    });
    await expectOneLine(['up'], 1, ['sc://127.0.0.1:1', 'SPARK_REMOTE'], {
      SPARK_REMOTE: 'sc://127.0.0.1:1',
    });
    await expectOneLine(['up'], 2, ['SPARK_REMOTE', 'sc://'], { SPARK_REMOTE: '127.0.0.1:1' });
  });
  it('services that are not up', async () => {
    const home = await freshFolder('nothing-runs');
    await expectOneLine(['produce', '--max-events', '1'], 1, ['broker-1', 'streambook up'], {
      STREAMBOOK_HOME: home,
    });
  });
});

describe('commands', () => {
  it('produce, track and status work on the running services', async () => {
    const produced = await streambook([
      'produce',
      '--max-events',
      '200',
      '--events-per-second',
      '1000',
      '--json',
    ]);
    expect(produced.code).toBe(0);
    expect(JSON.parse(produced.stdout)).toMatchObject({ sent_ok: 200, sent_error: 0 });
    const tracked = await streambook(['track', '--group', 'cli', '--duration-seconds', '3', '--json']);
    const summary = JSON.parse(tracked.stdout) as { processed: number };
    expect(summary.processed).toBeGreaterThanOrEqual(200);
    const status = await streambook(['status', '--json']);
    expect((JSON.parse(status.stdout) as { state: string }[]).map(({ state }) => state)).toEqual(
      Array.from({ length: 4 }, () => 'running'),
    );
  });
  it('doctor finds nothing missing', async () => {
    const { code, stdout } = await streambook(['doctor']);
    expect(stdout).not.toContain('MISSING');
    expect(code).toBe(0);
  });
});
