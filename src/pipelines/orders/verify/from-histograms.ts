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

const whole = (blocks: EncodedLatencyBlocks) => mergedHistogram(decodeBlocks(blocks));

function percentileChecks(record: RunRecord, latencies: Latencies): readonly Comparison[] {
  const { producer, consumer, stream, latency } = record;
  const [valid, invalid] = [whole(latencies.ack.valid), whole(latencies.ack.invalid)];
  const committed = whole(latencies.committed).percentilesMs();
  const { corrected, ...stages } = latencies.histograms;
  const percentiles = (histogram: typeof corrected) => decodeHistogram(histogram).percentilesMs();
  return [
    compare('producer.ack_ms', producer?.ack_ms, mergedHistogram([valid, invalid]).percentilesMs()),
    compare('producer.by_producer.valid.ack_ms', producer?.by_producer.valid.ack_ms, valid.percentilesMs()),
    compare(
      'producer.by_producer.invalid.ack_ms',
      producer?.by_producer.invalid.ack_ms,
      invalid.percentilesMs(),
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
  const ack = mergedHistogram([whole(latencies.ack.valid), whole(latencies.ack.invalid)]);
  return [
    compare('results.json: latency_curves', results.measurements.latency_curves, [
      latencyCurve('ack', ack),
      latencyCurve('tracker', whole(latencies.tracker)),
      latencyCurve('committed file', whole(latencies.committed)),
    ]),
  ];
}

function throughputChecks(
  { producer }: RunRecord,
  { last_ack_ms: lastAckMs }: Latencies,
): readonly Comparison[] {
  if (producer === undefined) return [];
  const { valid, invalid } = producer.by_producer;
  const perSecond = (acked: number, ms: number) => (ms > 0 ? (acked * 1000) / ms : 0);
  const rates = [perSecond(valid.sent_ok, lastAckMs.valid), perSecond(invalid.sent_ok, lastAckMs.invalid)];
  const [validRate = 0, invalidRate = 0] = rates;
  return [
    compare('producer.by_producer.valid.throughput_eps', valid.throughput_eps, toHundredths(validRate)),
    compare('producer.by_producer.invalid.throughput_eps', invalid.throughput_eps, toHundredths(invalidRate)),
    compare('producer.throughput_eps', producer.throughput_eps, toHundredths(validRate + invalidRate)),
  ];
}

/** The durations of the micro-batches stand in the results, each by itself. */
function batchDurations({ record, results }: OrdersEvidence): readonly Comparison[] {
  const { stream } = record;
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
