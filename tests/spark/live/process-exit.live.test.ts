import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { servers } from './support.js';

const library = fileURLToPath(new URL('../../../dist/spark/index.js', import.meta.url));
const DEADLINE_MS = 120_000;

/** Runs a program of its own that uses a session, and waits until it has ended by itself. */
async function run(remote: string, body: string): Promise<string> {
  const program = `
    import { SparkSession } from ${JSON.stringify(library)};
    const spark = await SparkSession.builder().remote(${JSON.stringify(remote)}).create();
    ${body}`;
  const args = ['--input-type=module', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: DEADLINE_MS });
  return stdout;
}

describe.each(servers)('a process that stops its session on $name ends by itself', ({ remote }) => {
  test('after queries, a loop that was left, a listener and a streaming query', async () => {
    const body = `
      await spark.streams.addListener({});
      await spark.readStream.format('rate').load().writeStream.format('noop').start();
      for await (const row of spark.range(1_000_000).toLocalIterator()) { console.log(row.id); break; }
      console.log(await spark.range(5).count());
      await spark.stop();
      console.log('stopped');`;
    expect(await run(remote, body)).toBe('0n\n5\nstopped\n');
  });

  test('while a query runs', async () => {
    const body = `
      const waiting = spark.range(1).selectExpr("java_method('java.lang.Thread', 'sleep', 60000L)").collect();
      setTimeout(() => spark.stop(), 1000);
      await waiting.catch((error) => console.log(error.name));`;
    expect(await run(remote, body)).toBe('SessionClosedError\n');
  });
});

test('a process that stops its session while it waits for a server that is not there ends by itself', async () => {
  const body = `
    const waiting = spark.range(1).collect();
    setTimeout(() => spark.stop(), 1000);
    await waiting.catch((error) => console.log(error.message));`;
  expect(await run('sc://127.0.0.1:1', body)).toBe(
    'No active session: it was stopped. Build a new SparkSession\n',
  );
});
