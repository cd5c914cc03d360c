/**
 * A result of five columns, two of them texts, read to Arrow and to rows: this client, with Node.js as it is and as the
 * notebooks' kernel runs it, and PySpark's over the same server, in turn. Needs a running Spark (`npx streambook up`).
 * Arguments: rows (1000000), rounds (9).
 */
import { join } from 'node:path';
import { KERNEL_NODE_FLAGS } from '../setup/steps.mjs';
import { inTurns, machine, PYTHON, ratios, sparkRemote, spread, startWorker } from './support.js';

const [rows = 1_000_000, rounds = 9] = process.argv.slice(2).map(Number);
const WARM_UP_ROUNDS = 3;
const query =
  "SELECT id, id * 2 AS twice, id / 3 AS third, concat('order-', id) AS name, concat('city-', id % 1000) AS city " +
  `FROM range(${rows})`;

const remote = await sparkRemote();
const baselines = join(import.meta.dirname, 'baselines');
const ours = (...flags: string[]) =>
  startWorker(process.execPath, [...flags, join(baselines, 'spark-read.mjs'), remote, query, String(rows)]);
const PYSPARK = 'PySpark';
const readers = new Map([
  ['ours', await ours()],
  [`ours with ${KERNEL_NODE_FLAGS.join(' ')}`, await ours(...KERNEL_NODE_FLAGS)],
  [PYSPARK, await startWorker(PYTHON, [join(baselines, 'spark-read.py'), remote, query])],
]);

console.log(`${machine(remote)}\n${rows} rows, ${rounds} rounds after ${WARM_UP_ROUNDS}; median (quartiles)`);
for (const kind of ['arrow', 'rows'] as const) {
  const seconds = new Map([...readers.keys()].map((name) => [name, [] as number[]]));
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    for (const [name, reader] of inTurns(readers, round)) {
      const taken = Number(await reader.ask(kind));
      if (round >= 0) seconds.get(name)?.push(taken);
    }
  }
  const reference = seconds.get(PYSPARK) ?? [];
  for (const [name, taken] of seconds) {
    const compared = name === PYSPARK ? '' : `${spread(ratios(taken, reference), 2)} times PySpark; `;
    console.log(`to ${kind}, ${name}: ${compared}${spread(taken, 3)} s`);
  }
}
for (const reader of readers.values()) await reader.end();
