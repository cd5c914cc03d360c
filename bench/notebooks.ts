/**
 * What cells cost a reader: importing the library in a new kernel, a Spark SQL cell on a warm server, and the whole
 * course headless with its own parameters on services that run. Needs `streambook up`. Arguments: repeats (5), and
 * "course" to run the course too.
 */
import { cpus } from 'node:os';
import { resolveSettings } from '../src/config/settings.js';
import { runNotebooks } from '../src/notebooks/run-notebooks.js';
import { course } from '../src/pipelines/orders/notebooks/course.js';
import { silentReporter } from '../src/core/reporter.js';
import { runningServices } from '../src/services/status.js';
import { askKernel } from '../tests/notebooks/ask-kernel.js';

const [repeats = '5', what] = process.argv.slice(2);
const SQL_CELLS = 20;

const settings = resolveSettings();
const { address: sparkRemote } = (await runningServices(settings)).spark;

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const spread = (values: readonly number[]) =>
  `median ${median(values).toFixed(3)} s, ${Math.min(...values).toFixed(3)} to ${Math.max(...values).toFixed(3)} s, ${values.length} times`;

console.log(`node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}`);

const imports: number[] = [];
const queries: number[] = [];
for (let repeat = 0; repeat < Number(repeats); repeat += 1) {
  const [first, , , ...cells] = await askKernel([
    { execute: "import { SparkSession, show } from 'streambook';" },
    { execute: `const spark = await SparkSession.builder().remote('${sparkRemote.reveal()}').create();` },
    { execute: "await show(await spark.sql('SELECT 1 AS one'));" },
    ...Array.from({ length: SQL_CELLS }, (_, cell) => ({
      execute: `await show(await spark.sql('SELECT id % 7 AS rest, count(*) AS rows FROM range(${1000 + cell}) GROUP BY 1'));`,
    })),
  ]);
  if (first?.status !== 'ok') throw new Error(`the import failed: ${JSON.stringify(first)}`);
  imports.push(first.seconds);
  queries.push(...cells.map(({ seconds }) => seconds));
}
console.log(`import of the library, first cell  ${spread(imports)}`);
console.log(`Spark SQL cell on a warm server    ${spread(queries)}`);

if (what === 'course') {
  const startedMs = performance.now();
  await runNotebooks({
    courses: [course],
    names: [],
    given: {},
    cellTimeoutSeconds: 300,
    html: false,
    settings,
    reporter: silentReporter,
    signal: new AbortController().signal,
  });
  console.log(`the course, headless               ${((performance.now() - startedMs) / 1000).toFixed(0)} s`);
}
