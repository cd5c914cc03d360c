import { sectionsSchema, VERSION_1 } from './record.js';
import type { Pipeline } from '../../experiment/pipeline.js';
import { resultsSchema, type Results } from './analysis/results.js';
import { analyzeRun } from './analyze-run.js';
import { committedSoFar } from './committed-so-far.js';
import { addCommands } from './commands.js';
import { CHARTS } from './charts/index.js';
import { type Experiment, ordersKind, plannedEvents } from './config.js';
import { NEEDS } from './context.js';
import { METRICS } from './metrics.js';
import { notReconciled } from './not-reconciled.js';
import { evaluate } from './phases/evaluate.js';
import { runLoad } from './phases/run-load.js';
import { ORDERS_REPORT } from './report/index.js';
import { RUN_COLUMNS, summary } from './summary.js';
import { verifiable } from './verify/verifiable.js';

/** Both replicas of an event and its row in the committed files. */
const KILOBYTES_PER_EVENT = 2;

/** Orders of a shop through Kafka and Spark into files, validated, measured and analysed. */
export const orders = {
  name: 'orders',
  describes:
    'a validated stream: producers, two brokers, Structured Streaming to JSON, latency, data quality',
  config: ordersKind,
  sections: sectionsSchema,
  version1: VERSION_1,
  packages: { faker: '@faker-js/faker', danfo: 'danfojs-node' },
  needs: NEEDS,
  diskMb(experiment) {
    const { valid, invalid } = plannedEvents(experiment);
    return Math.ceil(((valid + invalid) * KILOBYTES_PER_EVENT) / 1024);
  },
  async run(context) {
    const load = await runLoad(context);
    await context.releaseServices();
    return { results: await evaluate(context, load), topics: [load.topic] };
  },
  results: resultsSchema,
  analyze: analyzeRun,
  committed: committedSoFar,
  totalsOf: ({ analysis }) => analysis.totals,
  failureOf(record) {
    const error = notReconciled(record);
    return error && { phase: 'collect', error };
  },
  verifiable,
  metrics: METRICS,
  charts: CHARTS,
  report: ORDERS_REPORT,
  summary,
  runColumns: RUN_COLUMNS,
  addCommands,
} satisfies Pipeline<Experiment, Results, (typeof NEEDS)[number]>;
