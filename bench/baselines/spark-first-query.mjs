/** This client's side of spark-first-query.ts: one line asks, one line of JSON answers. */
import { once } from 'node:events';

process.stdout.write('ready\n');
await once(process.stdin, 'data');

const [, , remote = ''] = process.argv;
const startedMs = performance.now();
const { SparkSession } = await import('../../dist/spark/index.js');
const loadMs = performance.now() - startedMs;

async function session() {
  const beganMs = performance.now();
  const spark = await SparkSession.builder().remote(remote).create();
  await (await spark.sql('SELECT 1 AS one')).collect();
  return { spark, ms: performance.now() - beganMs };
}

const before = process.cpuUsage();
const first = await session();
const { user, system } = process.cpuUsage(before);
const second = await session();
const steps = { loadMs, firstMs: first.ms, secondMs: second.ms, firstCpuMs: (user + system) / 1000 };
process.stdout.write(`${JSON.stringify(steps)}\n`);
await first.spark.stop();
await second.spark.stop();
process.stdin.destroy();
