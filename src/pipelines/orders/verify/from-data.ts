import { equationsOf, sectionsOf } from '../record.js';
import type { Results } from '../analysis/results.js';
import { latencyStages } from '../phases/committed-measurements.js';
import { type Check, check, compare } from '../../../experiment/verify/check.js';
import { hasAllCommitTimes, type OrdersEvidence } from './evidence.js';
import { histogramChecks } from './from-histograms.js';
import { toHundredths } from '../../../core/units.js';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** generated = acked + failed, acked = valid + invalid + lost, and the partitions add up to what was written. */
function ledger({ record }: OrdersEvidence): Check {
  const { ledger, producer } = sectionsOf(record);
  if (ledger === undefined) return check('the sums of the ledger', []);
  const { acked, failed, valid, invalid, lost, duplicates, partitions } = ledger;
  return check('the sums of the ledger', [
    compare('ledger.generated', ledger.generated, acked + failed),
    compare('ledger.acked', acked, valid + invalid + lost),
    compare(
      'ledger.reconciled',
      ledger.reconciled,
      equationsOf(ledger).every(({ holds }) => holds),
    ),
    compare('ledger.partitions: rows', sum(partitions.map(({ rows }) => rows)), valid + invalid + duplicates),
    compare('ledger.partitions: duplicates', sum(partitions.map((each) => each.duplicates)), duplicates),
    compare('ledger.partitions: reordered', sum(partitions.map((each) => each.reordered)), ledger.reordered),
    ...(producer === undefined
      ? []
      : [
          compare('producer.sent_ok', producer.sent_ok, acked),
          compare('producer.sent_error', producer.sent_error, failed),
          compare(
            'producer.by_producer: sent_ok',
            producer.by_producer.valid.sent_ok + producer.by_producer.invalid.sent_ok,
            producer.sent_ok,
          ),
          compare(
            'producer.by_producer: sent_error',
            producer.by_producer.valid.sent_error + producer.by_producer.invalid.sent_error,
            producer.sent_error,
          ),
        ]),
  ]);
}

/** What is reported of the whole run follows from its seconds and from its micro-batches. */
function courses(evidence: OrdersEvidence): Check {
  const { record, results } = evidence;
  const { measurements } = results;
  const { producer, stream, ledger } = sectionsOf(record);
  const { throughput, batches } = measurements;
  const inSeconds = (pick: (second: (typeof throughput)[number]) => number) => sum(throughput.map(pick));
  const rows = sum(batches.map((batch) => batch.rows));
  const busyMs = sum(batches.map((batch) => batch.duration_ms));
  return check('the course over time and its sums', [
    compare(
      'throughput: seconds',
      throughput.map(({ second }) => second),
      [...throughput.keys()],
    ),
    ...(producer === undefined
      ? []
      : [
          compare(
            'throughput: acked',
            inSeconds(({ acked }) => acked),
            producer.sent_ok,
          ),
          ...producer.timeline.map((own, second) =>
            compare(`throughput: second ${second}`, withoutCommitted(throughput[second]), own),
          ),
        ]),
    ...(ledger === undefined
      ? []
      : [
          compare(
            'throughput: sent',
            inSeconds(({ sent }) => sent),
            ledger.generated,
          ),
          ...(hasAllCommitTimes(evidence)
            ? [
                compare(
                  'throughput: committed',
                  inSeconds(({ committed }) => committed),
                  ledger.valid + ledger.invalid + ledger.duplicates,
                ),
              ]
            : []),
        ]),
    // Batches can be missing only together with their rows.
    ...(stream === undefined || stream.input_rows !== rows
      ? []
      : [compare('stream.batches', stream.batches, batches.length)]),
    ...(stream === undefined || !hasAllCommitTimes(evidence)
      ? []
      : [
          compare('stream.input_rows', stream.input_rows, rows),
          compare(
            'stream.rows_per_batch',
            stream.rows_per_batch,
            toHundredths(rows / Math.max(1, batches.length)),
          ),
          compare(
            'stream.processed_rows_per_second',
            stream.processed_rows_per_second,
            busyMs === 0 ? 0 : toHundredths((rows * 1000) / busyMs),
          ),
        ]),
  ]);
}

const withoutCommitted = (found: Results['measurements']['throughput'][number] | undefined) =>
  found && { second: found.second, sent: found.sent, acked: found.acked };

/** Figures that are stored twice: for the charts, and for comparing runs. */
function copies({ record, results, manifest }: OrdersEvidence): Check {
  const { latency, stream, producer, ledger } = sectionsOf(record);
  return check('figures that are stored in several places', [
    ...(latency === undefined
      ? []
      : [
          compare(
            'results.json: latency_stages',
            results.measurements.latency_stages,
            latencyStages(latency),
          ),
          compare('stream.commit_ms', stream?.commit_ms, latency.raw_ms),
          compare('producer.late_ms', producer?.late_ms, latency.stages.intended_to_sent),
        ]),
    ...(manifest === undefined
      ? []
      : [
          compare('manifest.json: numbers.analysis', manifest.numbers?.['analysis'], results.analysis),
          compare('manifest.json: numbers.committed', manifest.numbers?.['committed'], {
            valid: ledger?.valid ?? 0,
            invalid: ledger?.invalid ?? 0,
          }),
        ]),
  ]);
}

/** Compares every figure that other stored data determine. */
export const dataChecks = (evidence: OrdersEvidence): readonly Check[] =>
  [ledger(evidence), courses(evidence), copies(evidence), ...histogramChecks(evidence)].filter(
    ({ values }) => values > 0,
  );
