/**
 * Memory of this process while toLocalIterator walks through a large result. Needs a running Spark (`npx streambook up`).
 * Argument: rows (10000000).
 */
import { SparkSession } from '../src/spark/index.js';
import { machine, quantile, sparkRemote } from './support.js';

const [rows = 10_000_000] = process.argv.slice(2).map(Number);
const SAMPLE_ROWS = 10_000;
const TENTHS = 10;
const MB = 2 ** 20;

interface Sample {
  readonly rss: number;
  readonly heapUsed: number;
  readonly arrayBuffers: number;
}

const remote = await sparkRemote();
const spark = await SparkSession.builder().remote(remote).create();
const frame = spark
  .range(rows)
  .selectExpr(
    'id',
    'id * 2 AS twice',
    'id / 3 AS third',
    "concat('order-', id) AS name",
    "concat('city-', id % 1000) AS city",
  );
const samples: Sample[][] = Array.from({ length: TENTHS }, () => []);

const startedMs = performance.now();
let read = 0;
for await (const { id } of frame.toLocalIterator<{ id: bigint }>()) {
  if (id !== BigInt(read)) throw new Error(`row ${id} came where ${read} was due`);
  if (read % SAMPLE_ROWS === 0) samples[Math.floor((read / rows) * TENTHS)]?.push(process.memoryUsage());
  read += 1;
}
if (read !== rows) throw new Error(`${read} of ${rows} rows were read`);
const seconds = (performance.now() - startedMs) / 1000;

console.log(machine(remote));
console.log(
  `${rows} rows in ${seconds.toFixed(1)} s (${Math.round(rows / seconds)} rows/s), a sample each ${SAMPLE_ROWS} rows`,
);
console.log('tenth: median (greatest) in MB of resident memory, heap, array buffers');
for (const [index, tenth] of samples.entries()) {
  const columns = (['rss', 'heapUsed', 'arrayBuffers'] as const).map((key) => {
    const values = tenth.map((sample) => sample[key] / MB);
    return `${quantile(values, 0.5).toFixed(0)} (${Math.max(...values).toFixed(0)})`;
  });
  console.log(`${index + 1}: ${columns.join(', ')}`);
}
await spark.stop();
