import { join } from 'node:path';
import { listOrderBatches } from '../../src/pipelines/orders/analysis/committed-orders.js';
import { PROJECT_ROOT } from '../../src/config/paths.js';
import { EXPECTED_REASONS } from '../../src/pipelines/orders/data/expected-reasons.js';
import { BACKLOG_RUN_ID } from './backlog.js';
import { ratios } from '../support.js';
import { type Part, run } from './measure.js';
import { ORDERS } from './orders.js';
import type { Environment } from './environment.js';

interface Reported {
  readonly rows: number;
  readonly total_s: number;
  readonly peak_mb: number;
}

const script = (name: string) => join(PROJECT_ROOT, 'bench', 'baselines', name);

/** Reading and analysing what a backlog left: danfo against pandas, each a process of its own. */
export async function benchAnalysis(
  environment: Environment,
  ordersFolder: string,
  rounds: number,
): Promise<Part> {
  const files = (await listOrderBatches(ordersFolder)).flatMap((batch) => batch.files);
  const valid = files.filter(({ partition }) => partition.validity === 'valid').map(({ path }) => path);
  const options = { runId: BACKLOG_RUN_ID, referenceDate: ORDERS.referenceDate };
  const argument = JSON.stringify({ ordersFolder, ...options, expectedReasons: EXPECTED_REASONS });
  const ours: Reported[] = [];
  const pandas: Reported[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    ours.push(JSON.parse(await run(process.execPath, [script('analysis.mjs'), argument])) as Reported);
    pandas.push(
      JSON.parse(await run(environment.tools.python, [script('analysis.py'), ...valid])) as Reported,
    );
    const [left, right] = [ours.at(-1), pandas.at(-1)];
    if (left?.rows !== right?.rows) throw new Error(`ours kept ${left?.rows} rows, pandas ${right?.rows}`);
    environment.reporter.line(
      `analysis, round ${round}: ours ${left?.total_s.toFixed(1)} s, pandas ${right?.total_s.toFixed(1)} s`,
    );
  }
  const seconds = (reported: readonly Reported[]) => reported.map((each) => each.total_s);
  const memory = (reported: readonly Reported[]) => reported.map((each) => each.peak_mb);
  return {
    title: 'Analysis',
    how: [
      `The ${ours[0]?.rows} valid orders of the backlog, as the streaming job left them (${valid.length} files of JSON lines), from the start of reading to the last figure, loading the libraries included on our side.`,
      'Ours is what the report says of the orders, with danfo: reading the invalid rows too, cleaning with six checks, every grouping, five-number summaries, the quality tables. pandas (`bench/baselines/analysis.py`) reads the valid rows with `read_json(lines=True)` and makes the same groupings.',
    ],
    goals: [
      {
        what: "ours to pandas' time",
        unit: 'x',
        values: ratios(seconds(ours), seconds(pandas)),
        atMost: 0.5,
      },
      { what: 'peak memory, ours', unit: 'MB', values: memory(ours), atMost: 1536 },
    ],
    figures: [
      { what: 'ours', unit: 's', values: seconds(ours) },
      { what: 'pandas', unit: 's', values: seconds(pandas) },
      { what: 'peak memory, pandas', unit: 'MB', values: memory(pandas) },
    ],
  };
}
