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
import type { RunRecorder } from '../../../experiment/phases.js';
import type { RunOptions } from '../../../experiment/run-options.js';
import type { Load } from './run-load.js';

/** One pass over what was committed feeds ledger, latencies and analysis; then danfo works out the business figures. */
export async function evaluate(
  { experiment, runId, run }: RunOptions,
  { startUs, measureFromUs, sent, tracked, pipeline, brokerMessages }: Load,
  recorder: RunRecorder,
): Promise<{ readonly results: Results; readonly latencies: Latencies }> {
  const batches = pipeline.batches();
  const { referenceDate } = experiment;
  const collector = committedCollector({ runId, referenceDate, expectedReasons: EXPECTED_REASONS });
  const producers = [sent.valid, sent.invalid];
  const meter = latencyMeter({
    ...{ runId, startUs, measureFromUs, batches },
    hasAppendTimes: producers.some(({ appendLatency }) => appendLatency.counts.histogram.totalCount > 0),
  });
  const { committed, latency } = await recorder.phase(
    'collect',
    'ledger and latencies from the committed files',
    async () => {
      const committedBatches = await listOrderBatches(run.orders);
      const ledger = openOrderLedger(runId, sent);
      const rowsByBatch = new Map<number, number>();
      for await (const chunk of readOrders(committedBatches)) {
        const { batchId } = chunk.batch;
        rowsByBatch.set(batchId, (rowsByBatch.get(batchId) ?? 0) + chunk.rows.length);
        for (const row of chunk.rows) ledger.enter(row, chunk.file.partition.validity);
        meter.add(chunk.batch, chunk.rows);
        collector.add(chunk);
      }
      const latency = meter.section(producers);
      await recorder.add({
        consumer: {
          processed: tracked.processed,
          errors: tracked.errors,
          commits: tracked.commits,
          throughput_eps: Math.round(tracked.throughputEps * 100) / 100,
          end_to_end_ms: tracked.endToEnd.percentilesMs(),
        },
        stream: streamSection(pipeline.queryId, batches, meter.raw),
        latency,
        ledger: {
          ...orderTotals(ledger.close()),
          uneven_batches: unevenBatches(batches, rowsByBatch),
          broker_messages: brokerMessages,
        },
      });
      return { committed: committedBatches, latency };
    },
  );
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
  return recorder.phase('analyze', 'danfo', async () => {
    const analysis = await analyze(collector.collected());
    const ackLatency = mergedHistogram(producers.map((producer) => producer.ackLatency));
    const measurements: Measurements = {
      latency_curves: [
        latencyCurve('ack', ackLatency),
        latencyCurve('tracker', tracked.endToEnd),
        latencyCurve('committed file', meter.raw),
      ],
      latency_stages: latencyStages(latency),
      throughput: throughputBySecond(recorder.record.producer?.timeline ?? [], meter.committedPerSecond),
      batches: batchTimeline(batches, committed, startUs),
    };
    const results: Results = { analysis, measurements };
    await writeJson(run.results, results);
    return { results, latencies };
  });
}
