import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import {
  AnalysisException,
  SparkArgumentError,
  SparkException,
  SparkSession,
  StreamingQueryException,
} from '../../src/spark/index.js';
import { sparkFailure, startFakeSpark } from './support/fake-spark.js';
import { offlineSession } from './support/offline.js';

const lines = (error: unknown) => inspect(error).split('\n');

test('a notebook shows the message and not the plan after it', () => {
  const message =
    "[NOPE] No such thing. SQLSTATE: 42P01; line 1 pos 14;\n'Project [*]\n+- 'Nope [], [], false\n";
  const error = new AnalysisException(message, { errorClass: 'NOPE', sqlState: '42P01' });
  expect(lines(error)[0]).toBe('AnalysisException: [NOPE] No such thing. SQLSTATE: 42P01; line 1 pos 14');
  expect(inspect(error)).not.toContain('Project');
  expect(error.message).toBe(message);
});

test('a notebook shows no stack of Java and no state of a streaming query', () => {
  const job = new SparkException(
    'Job aborted: java.lang.Error: no\n\tat a.B.c(B.scala:7)\n\nDriver stacktrace:',
  );
  expect(inspect(job)).toMatch(/^SparkException: Job aborted: java\.lang\.Error: no\n {4}at /);
  expect(inspect(job)).not.toContain('B.scala');
  const query = new StreamingQueryException(
    '[STREAM_FAILED] broken\n=== Streaming Query ===\nIdentifier: ...',
  );
  expect(inspect(query)).not.toContain('Identifier');
});

test('a notebook shows causes that say more than what they caused', () => {
  const root = new SparkException('Invalid url');
  const middle = new SparkException('No producer', { cause: root });
  const error = new SparkException('Job aborted: No producer', { cause: middle });
  expect(lines(error).slice(0, 2)).toEqual([
    'SparkException: Job aborted: No producer',
    'Caused by: Invalid url',
  ]);
});

test('a message of several lines stays whole, such as where a SQL text is wrong', () => {
  const message =
    '[PARSE_SYNTAX_ERROR] Syntax error. SQLSTATE: 42601 (line 1, pos 0)\n\n== SQL ==\nSELEC 1;\n^^^\n';
  expect(inspect(new AnalysisException(message))).toContain('== SQL ==\nSELEC 1;\n^^^');
});

test('the stack leads to the line that called, past the client', () => {
  const range = () => offlineSession().range(0, 1, 0);
  const error = thrownBy(range);
  expect(error).toBeInstanceOf(SparkArgumentError);
  expect(lines(error)[0]).toBe('SparkArgumentError: The step of a range cannot be 0');
  expect(lines(error)[1]).toContain('errors.test.ts');
  expect(inspect(error)).not.toMatch(/src\/spark|node_modules|node:internal/);
});

test('the stack leads there also from a call that waited for the server', async () => {
  await using fake = await startFakeSpark([[sparkFailure('[NOPE] No.', { errorClass: 'NOPE' })]]);
  const spark = new SparkSession(fake.client());
  const error: unknown = await spark
    .range(1)
    .collect()
    .catch((thrown: unknown) => thrown);
  expect(lines(error)).toEqual(['SparkException: [NOPE] No.', expect.stringContaining('errors.test.ts')]);
});

function thrownBy(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}
