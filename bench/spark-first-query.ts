/**
 * From nothing to the first row, in new processes: this client (from dist/) and PySpark's, in turn. Needs a running Spark
 * (`npx streambook up`). Argument: rounds (9).
 *
 * A second session of the same process asks the same: by then all that is the client's is warm, and what is left is
 * mostly the server's.
 */
import { join } from 'node:path';
import { machine, PYTHON, sparkRemote, spread, startWorker } from './support.js';

const [rounds = 9] = process.argv.slice(2).map(Number);
const remote = await sparkRemote();
const clients = {
  streambook: [process.execPath, join(import.meta.dirname, 'baselines', 'spark-first-query.mjs')],
  pyspark: [PYTHON, join(import.meta.dirname, 'baselines', 'spark-first-query.py')],
} as const;

type Steps = Readonly<Record<'loadMs' | 'firstMs' | 'secondMs' | 'firstCpuMs', number>>;

console.log(`${machine(remote)}\n${rounds} rounds, a new process each; median (quartiles) in ms`);
const results = { streambook: [] as Steps[], pyspark: [] as Steps[] };
for (let round = 0; round < rounds; round += 1) {
  for (const name of ['streambook', 'pyspark'] as const) {
    const [command, script] = clients[name];
    const worker = await startWorker(command, [script, remote]);
    results[name].push(JSON.parse(await worker.ask('go')) as Steps);
    await worker.end();
  }
}
for (const [name, steps] of Object.entries(results)) {
  const of = (pick: (step: Steps) => number) => spread(steps.map(pick), 0);
  console.log(
    `${name}: load ${of((step) => step.loadMs)}; connect and first row ${of((step) => step.firstMs)}, ` +
      `of which CPU of the client ${of((step) => step.firstCpuMs)}; a second session ${of((step) => step.secondMs)}; ` +
      `first less second ${of((step) => step.firstMs - step.secondMs)}`,
  );
}
