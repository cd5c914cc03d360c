import type { Pipeline } from '../../experiment/pipeline.js';
import { resultsSchema, type Results } from './analysis/results.js';
import { analyzeRun } from './analyze-run.js';
import { committedSoFar } from './committed-so-far.js';
import { addCommands } from './commands.js';
import { CHARTS } from './charts/index.js';
import { type Experiment, ordersKind, plannedEvents } from './config.js';
import { NEEDS } from './context.js';
import { replayEvents } from './event-stream.js';
import { METRICS } from './metrics.js';
import { noiseOf } from './noise.js';
import { notReconciled } from './not-reconciled.js';
import { evaluate } from './phases/evaluate.js';
import { runLoad } from './phases/run-load.js';
import { ORDERS_REPORT } from './report/index.js';
import { replay } from './replay.js';
import { RUN_COLUMNS, summary } from './summary.js';
import { dataChecks } from './verify/from-data.js';
import { seedChecks } from './verify/from-seed.js';

/** Both replicas of an event and its row in the committed files. */
const KILOBYTES_PER_EVENT = 2;

/** Orders of a shop through Kafka and Spark into files, validated, measured and analysed. */
export const orders: Pipeline<Experiment, Results, (typeof NEEDS)[number]> = {
  name: 'orders',
  describes:
    'a validated stream: producers, two brokers, Structured Streaming to JSON, latency, data quality',
  config: ordersKind,
  needs: NEEDS,
  diskMb(experiment) {
    const { valid, invalid } = plannedEvents(experiment);
    return Math.ceil(((valid + invalid) * KILOBYTES_PER_EVENT) / 1024);
  },
  async run(context) {
    const load = await runLoad(context);
    await context.releaseServices();
    return { results: await evaluate(context, load), facts: load.facts };
  },
  results: resultsSchema,
  analyze: analyzeRun,
  committed: committedSoFar,
  dataOf: ({ analysis }) => analysis,
  totalsOf: ({ analysis }) => analysis.totals,
  failureOf(record) {
    const error = notReconciled(record);
    return error && { phase: 'collect', error };
  },
  numbersOf: (experiment, { ledger }, { analysis }) => ({
    events: replayEvents(experiment),
    landed: { valid: ledger?.valid ?? 0, invalid: ledger?.invalid ?? 0 },
    analysis,
  }),
  replay,
  seedChecks,
  dataChecks,
  noise: noiseOf,
  metrics: METRICS,
  charts: CHARTS,
  report: ORDERS_REPORT,
  summary,
  runColumns: RUN_COLUMNS,
  addCommands,
};
