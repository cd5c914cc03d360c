import { type Ledger, sectionsOf } from '../record.js';
import { analyze } from '../analysis/analyze.js';
import { committedCollector } from '../analysis/collect.js';
import { listOrderBatches, readOrders } from '../analysis/committed-orders.js';
import type { Measurements } from '../../../runs/measurements.js';
import type { Results } from '../analysis/results.js';
import { openOrderLedger, orderTotals } from '../analysis/order-ledger.js';
import { mergedBlocks } from '../../../stats/latency-blocks.js';
import { mergedHistogram } from '../../../stats/percentiles.js';
import { EXPECTED_REASONS } from '../data/expected-reasons.js';
import { writeJson } from '../../../core/files.js';
import type { ConsumerSection, LatencySection } from '../../../runs/stream-sections.js';
import type { Latencies } from '../../../runs/latencies.js';
import {
  batchTimeline,
  latencyCurve,
  latencyStages,
  streamSection,
  throughputBySecond,
  unevenBatches,
} from './committed-measurements.js';
import { latencyMeter } from './latency-meter.js';
import type { OrdersContext } from '../context.js';
import type { Load } from './run-load.js';
import { trackerSection } from '../../../streaming/tracker-section.js';
import { ordersFolder } from '../run-files.js';

/** What one pass over the committed files leaves behind. */
type Pass = Awaited<ReturnType<typeof readOnce>>;

/** Reads the committed files once; every row goes to the ledger, to the latencies and to the analysis. */
async function readOnce({ experiment, runId, run }: OrdersContext, load: Load) {
  const { startUs, measureFromUs, sent, consumers } = load;
  const batches = consumers.batches();
  const ledger = openOrderLedger(runId, sent);
  const producers = [sent.valid, sent.invalid];
  const meter = latencyMeter({
    runId,
    startUs,
    measureFromUs,
    batches,
    hasAppendTimes: producers.some(({ appendLatency }) => appendLatency.counts.histogram.totalCount > 0),
  });
  const { referenceDate } = experiment;
  const collector = committedCollector({ runId, referenceDate, expectedReasons: EXPECTED_REASONS });
  const committed = await listOrderBatches(ordersFolder(run));
  const rowsByBatch = new Map<number, number>();
  for await (const chunk of readOrders(committed)) {
    const { batchId } = chunk.batch;
    rowsByBatch.set(batchId, (rowsByBatch.get(batchId) ?? 0) + chunk.rows.length);
    for (const row of chunk.rows) ledger.enter(row, chunk.file.partition.validity);
    meter.add(chunk.batch, chunk.rows);
    collector.add(chunk);
  }
  return { batches, committed, rowsByBatch, producers, ledger, meter, collector };
}

/** Whether every event that was sent is there, exactly once. */
async function reconcile({ add }: OrdersContext, load: Load, pass: Pass): Promise<void> {
  const { ledger, batches, rowsByBatch } = pass;
  await add({
    sections: {
      ledger: {
        ...orderTotals(ledger.close()),
        uneven_batches: unevenBatches(batches, rowsByBatch),
        broker_messages: load.brokerMessages,
      } satisfies Ledger,
    },
  });
}

/** What tracker and query took: the percentiles for the record, and the histograms behind them. */
async function measure({ add, runId, run }: OrdersContext, load: Load, pass: Pass): Promise<LatencySection> {
  const { sent, tracked, consumers } = load;
  const { meter, producers, batches } = pass;
  const latency = meter.section(producers);
  const consumer: ConsumerSection = trackerSection(tracked);
  const stream = streamSection(consumers.queryId, batches, meter.raw);
  await add({ sections: { consumer, stream, latency } });
  const latencies: Latencies = {
    format: 'streambook-latencies',
    version: 1,
    run_id: runId,
    ack: { valid: mergedBlocks([sent.valid.ackBlocks]), invalid: mergedBlocks([sent.invalid.ackBlocks]) },
    last_ack_ms: { valid: sent.valid.lastAckMs, invalid: sent.invalid.lastAckMs },
    tracker: mergedBlocks([tracked.endToEndBlocks]),
    ...meter.encoded(producers),
  };
  await writeJson(run.latencies, latencies);
  return latency;
}

/** The business figures by danfo, and the course of the run for the charts. */
async function analyse(
  { record }: OrdersContext,
  { startUs, tracked }: Load,
  { collector, committed, producers, meter, batches }: Pass,
  latency: LatencySection,
): Promise<Results> {
  const measurements: Measurements = {
    latency_curves: [
      latencyCurve('ack', mergedHistogram(producers.map(({ ackLatency }) => ackLatency))),
      latencyCurve('tracker', tracked.endToEnd),
      latencyCurve('committed file', meter.raw),
    ],
    latency_stages: latencyStages(latency),
    throughput: throughputBySecond(sectionsOf(record).producer?.timeline ?? [], meter.committedPerSecond),
    batches: batchTimeline(batches, committed, startUs),
  };
  return { analysis: await analyze(collector.collected()), measurements };
}

/** What was committed, in numbers. */
export async function evaluate(context: OrdersContext, load: Load): Promise<Results> {
  const { pass, latency } = await context.phase(
    'collect',
    'ledger and latencies from the committed files',
    async () => {
      const once = await readOnce(context, load);
      await reconcile(context, load, once);
      return { pass: once, latency: await measure(context, load, once) };
    },
  );
  return context.phase('analyze', 'danfo', () => analyse(context, load, pass, latency));
}
