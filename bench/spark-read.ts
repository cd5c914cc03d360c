/**
 * A result of five columns, two of them texts, read to Arrow and to rows: this client and PySpark's over the same server,
 * in turn. Needs a running Spark (`npx streambook up`). Arguments: rows (1000000), rounds (9).
 */
import { join } from 'node:path';
import { SparkSession } from '../src/spark/index.js';
import { machine, PYTHON, sparkRemote, spread, startWorker } from './support.js';

const [rows = 1_000_000, rounds = 9] = process.argv.slice(2).map(Number);
const WARM_UP_ROUNDS = 3;
const query =
  "SELECT id, id * 2 AS twice, id / 3 AS third, concat('order-', id) AS name, concat('city-', id % 1000) AS city " +
  `FROM range(${rows})`;

const remote = await sparkRemote();
const python = await startWorker(PYTHON, [
  join(import.meta.dirname, 'peers', 'spark-read.py'),
  remote,
  query,
]);
const spark = await SparkSession.builder().remote(remote).create();
const frame = await spark.sql(query);

const readers = {
  arrow: async () => (await frame.toArrow()).numRows,
  rows: async () => (await frame.collect()).length,
};

async function ownSeconds(kind: keyof typeof readers): Promise<number> {
  const startedMs = performance.now();
  const read = await readers[kind]();
  const seconds = (performance.now() - startedMs) / 1000;
  if (read !== rows) throw new Error(`${read} of ${rows} rows were read`);
  return seconds;
}

console.log(`${machine(remote)}\n${rows} rows, ${rounds} rounds after ${WARM_UP_ROUNDS}; median (quartiles)`);
for (const kind of ['arrow', 'rows'] as const) {
  const own: number[] = [];
  const pyspark: number[] = [];
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    const measures = [
      async () => own.push(await ownSeconds(kind)),
      async () => pyspark.push(Number(await python.ask(kind))),
    ];
    // Whoever comes second finds a warmer server: they take turns.
    for (const measure of round % 2 === 0 ? measures : measures.toReversed()) await measure();
  }
  const measured = own.slice(WARM_UP_ROUNDS);
  const reference = pyspark.slice(WARM_UP_ROUNDS);
  const ratios = measured.map((seconds, index) => seconds / (reference[index] ?? NaN));
  console.log(
    `to ${kind}: ${spread(ratios, 2)} times PySpark; ${spread(measured, 2)} s, PySpark ${spread(reference, 2)} s`,
  );
}
await spark.stop();
await python.end();
