/** This client's side of spark-read.ts, compiled as users run it: answers "arrow" or "rows" with the seconds that reading takes. */
import { createInterface } from 'node:readline';

const [remote = '', query = '', rows] = process.argv.slice(2);
// A name that the type checker does not follow: dist/ is made by set-up.
const client = '../../dist/spark/index.js';
/** @type {unknown} */
const compiled = await import(client);
const { SparkSession } = /** @type {typeof import('../../src/spark/index.js')} */ (compiled);
const spark = await SparkSession.builder().remote(remote).create();
const frame = await spark.sql(query);
const readers = {
  arrow: async () => (await frame.toArrow()).numRows,
  rows: async () => (await frame.collect()).length,
};
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const startedMs = performance.now();
  const read = await readers[/** @type {keyof typeof readers} */ (line)]();
  const seconds = (performance.now() - startedMs) / 1000;
  if (read !== Number(rows)) throw new Error(`${read} of ${rows} rows were read`);
  console.log(seconds);
}
await spark.stop();
