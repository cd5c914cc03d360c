import { PRODUCERS, type ProducerName } from '../data/event.js';
import { sectionsOf } from '../record.js';
import { decodeHistogram } from '../../../stats/encoded-histogram.js';
import { decodeBlocks, type EncodedLatencyBlocks } from '../../../stats/latency-blocks.js';
import { latencyHistogram, mergedHistogram } from '../../../stats/percentiles.js';
import { waitOfStarts } from '../../../stats/waiting.js';
import type { Latencies } from '../../../runs/latencies.js';
import type { Results } from '../analysis/results.js';
import type { RunRecord } from '../../../runs/record.js';
import { latencyCurve } from '../phases/committed-measurements.js';
import { type Check, check, compare, type Comparison } from '../../../experiment/verify/check.js';
import { hasAllCommitTimes, type OrdersEvidence } from './evidence.js';
import { toHundredths } from '../../../core/units.js';

/** What a forged file may lack counts as nothing measured. */
const blocksOf = ({ ack }: Latencies, producer: ProducerName) => {
  const blocks = ack[producer];
  return blocks === undefined ? latencyHistogram() : whole(blocks);
};

const ackOf = (latencies: Latencies) =>
  mergedHistogram(PRODUCERS.map((producer) => blocksOf(latencies, producer)));

const whole = (blocks: EncodedLatencyBlocks) => mergedHistogram(decodeBlocks(blocks));

function percentileChecks(record: RunRecord, latencies: Latencies): readonly Comparison[] {
  const { producer, consumer, stream, latency } = sectionsOf(record);
  const committed = whole(latencies.committed).percentilesMs();
  const { corrected, ...stages } = latencies.histograms;
  const percentiles = (histogram: typeof corrected) => decodeHistogram(histogram).percentilesMs();
  return [
    compare('producer.ack_ms', producer?.ack_ms, ackOf(latencies).percentilesMs()),
    ...PRODUCERS.map((name) =>
      compare(
        `producer.by_producer.${name}.ack_ms`,
        producer?.by_producer[name].ack_ms,
        blocksOf(latencies, name).percentilesMs(),
      ),
    ),
    compare('consumer.end_to_end_ms', consumer?.end_to_end_ms, whole(latencies.tracker).percentilesMs()),
    compare('stream.commit_ms', stream?.commit_ms, committed),
    compare('latency.raw_ms', latency?.raw_ms, committed),
    compare('latency.corrected_ms', latency?.corrected_ms, percentiles(corrected)),
    ...Object.entries(stages).map(([name, histogram]) =>
      compare(`latency.stages.${name}`, latency?.stages[name as keyof typeof stages], percentiles(histogram)),
    ),
    compare(
      'latency.batch_wait_explained_ms',
      latency?.batch_wait_explained_ms,
      waitOfStarts(latencies.batch_starts_ms),
    ),
  ];
}

function curveChecks(results: Results, latencies: Latencies): readonly Comparison[] {
  return [
    compare('results.json: latency_curves', results.measurements.latency_curves, [
      latencyCurve('ack', ackOf(latencies)),
      latencyCurve('tracker', whole(latencies.tracker)),
      latencyCurve('committed file', whole(latencies.committed)),
    ]),
  ];
}

function throughputChecks(record: RunRecord, { last_ack_ms: lastAckMs }: Latencies): readonly Comparison[] {
  const { producer } = sectionsOf(record);
  if (producer === undefined) return [];
  const rates = PRODUCERS.map((name) => {
    const counts = producer.by_producer[name];
    const ms = lastAckMs[name] ?? 0;
    return { name, counts, perSecond: ms > 0 ? (counts.sent_ok * 1000) / ms : 0 };
  });
  return [
    ...rates.map(({ name, counts, perSecond }) =>
      compare(`producer.by_producer.${name}.throughput_eps`, counts.throughput_eps, toHundredths(perSecond)),
    ),
    compare(
      'producer.throughput_eps',
      producer.throughput_eps,
      toHundredths(rates.reduce((sum, { perSecond }) => sum + perSecond, 0)),
    ),
  ];
}

/** The durations of the micro-batches stand in the results, each by itself. */
function batchDurations({ record, results }: OrdersEvidence): readonly Comparison[] {
  const { stream } = sectionsOf(record);
  const { batches } = results.measurements;
  if (stream === undefined || !hasAllCommitTimes({ record, results })) return [];
  const histogram = latencyHistogram();
  for (const batch of batches) histogram.recordUs(batch.duration_ms * 1000);
  return [compare('stream.batch_duration_ms', stream.batch_duration_ms, histogram.percentilesMs())];
}

/** Computes every percentile again from the histogram that it was read from. */
export function histogramChecks(evidence: OrdersEvidence): readonly Check[] {
  const { record, results, latencies } = evidence;
  const batches = check('percentiles of batch durations, from the batches', batchDurations(evidence));
  if (latencies === undefined) return [batches];
  return [
    batches,
    check('percentiles of latencies, from their histograms', percentileChecks(record, latencies)),
    check('latency curves of the chart, from the histograms', curveChecks(results, latencies)),
    check('events per second, from the last acknowledgement', throughputChecks(record, latencies)),
  ];
}
