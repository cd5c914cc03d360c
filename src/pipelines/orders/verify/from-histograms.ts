import { decodeHistogram } from '../../../stats/encoded-histogram.js';
import { decodeBlocks, type EncodedLatencyBlocks } from '../../../stats/latency-blocks.js';
import { latencyHistogram, mergedHistogram } from '../../../stats/percentiles.js';
import { waitOfStarts } from '../../../stats/waiting.js';
import type { Latencies } from '../../../runs/latencies.js';
import type { Results } from '../analysis/results.js';
import type { RunRecord } from '../../../runs/record.js';
import { latencyCurve } from '../phases/committed-measurements.js';
import { type Check, check, merged } from '../../../experiment/verify/check.js';
import { hasAllCommitTimes, type OrdersEvidence } from './evidence.js';

const whole = (blocks: EncodedLatencyBlocks) => mergedHistogram(decodeBlocks(blocks));

const rounded = (value: number) => Math.round(value * 100) / 100;

function percentileChecks(record: RunRecord, latencies: Latencies): readonly Check[] {
  const { producer, consumer, stream, latency } = record;
  const [valid, invalid] = [whole(latencies.ack.valid), whole(latencies.ack.invalid)];
  const committed = whole(latencies.committed).percentilesMs();
  const { corrected, ...stages } = latencies.histograms;
  const percentiles = (histogram: typeof corrected) => decodeHistogram(histogram).percentilesMs();
  return [
    check('', 'producer.ack_ms', producer?.ack_ms, mergedHistogram([valid, invalid]).percentilesMs()),
    check('', 'producer.by_producer.valid.ack_ms', producer?.by_producer.valid.ack_ms, valid.percentilesMs()),
    check(
      '',
      'producer.by_producer.invalid.ack_ms',
      producer?.by_producer.invalid.ack_ms,
      invalid.percentilesMs(),
    ),
    check('', 'consumer.end_to_end_ms', consumer?.end_to_end_ms, whole(latencies.tracker).percentilesMs()),
    check('', 'stream.commit_ms', stream?.commit_ms, committed),
    check('', 'latency.raw_ms', latency?.raw_ms, committed),
    check('', 'latency.corrected_ms', latency?.corrected_ms, percentiles(corrected)),
    ...Object.entries(stages).map(([name, histogram]) =>
      check(
        '',
        `latency.stages.${name}`,
        latency?.stages[name as keyof typeof stages],
        percentiles(histogram),
      ),
    ),
    check(
      '',
      'latency.batch_wait_explained_ms',
      latency?.batch_wait_explained_ms,
      waitOfStarts(latencies.batch_starts_ms),
    ),
  ];
}

function curveChecks(results: Results, latencies: Latencies): readonly Check[] {
  const ack = mergedHistogram([whole(latencies.ack.valid), whole(latencies.ack.invalid)]);
  return [
    check('', 'results.json: latency_curves', results.measurements.latency_curves, [
      latencyCurve('ack', ack),
      latencyCurve('tracker', whole(latencies.tracker)),
      latencyCurve('committed file', whole(latencies.committed)),
    ]),
  ];
}

function throughputChecks({ producer }: RunRecord, { last_ack_ms: lastAckMs }: Latencies): readonly Check[] {
  if (producer === undefined) return [];
  const { valid, invalid } = producer.by_producer;
  const perSecond = (acked: number, ms: number) => (ms > 0 ? (acked * 1000) / ms : 0);
  const rates = [perSecond(valid.sent_ok, lastAckMs.valid), perSecond(invalid.sent_ok, lastAckMs.invalid)];
  const [validRate = 0, invalidRate = 0] = rates;
  return [
    check('', 'producer.by_producer.valid.throughput_eps', valid.throughput_eps, rounded(validRate)),
    check('', 'producer.by_producer.invalid.throughput_eps', invalid.throughput_eps, rounded(invalidRate)),
    check('', 'producer.throughput_eps', producer.throughput_eps, rounded(validRate + invalidRate)),
  ];
}

/** The durations of the micro-batches stand in the results, each by itself. */
function batchDurations({ record, results }: OrdersEvidence): readonly Check[] {
  const { stream } = record;
  const { batches } = results.measurements;
  if (stream === undefined || !hasAllCommitTimes({ record, results })) return [];
  const histogram = latencyHistogram();
  for (const batch of batches) histogram.recordUs(batch.duration_ms * 1000);
  return [check('', 'stream.batch_duration_ms', stream.batch_duration_ms, histogram.percentilesMs())];
}

/** Computes every percentile again from the histogram that it was read from. */
export function histogramChecks(evidence: OrdersEvidence): readonly Check[] {
  const { record, results, latencies } = evidence;
  const batches = merged('percentiles of batch durations, from the batches', batchDurations(evidence));
  if (latencies === undefined) return [batches];
  return [
    batches,
    merged('percentiles of latencies, from their histograms', percentileChecks(record, latencies)),
    merged('latency curves of the chart, from the histograms', curveChecks(results, latencies)),
    merged('events per second, from the last acknowledgement', throughputChecks(record, latencies)),
  ];
}
