import { isComplete, type OrdersNumbers, sectionsOf } from '../record.js';
import { type Experiment, loadOf, plannedEvents } from '../config.js';
import { PRODUCERS, type ProducerName } from '../data/event.js';
import { pace } from '../../../producers/pace.js';
import { replay } from '../replay.js';
import { type Check, check, compare, type Comparison } from '../../../experiment/verify/check.js';
import { hasAllCommitTimes, type OrdersEvidence } from './evidence.js';
import { SECOND_US } from '../../../core/units.js';

/** How many events of a producer are scheduled after the warm-up, which is all that latencies are measured of. */
function measuredEvents(experiment: Experiment, producer: ProducerName): number {
  const planned = plannedEvents(experiment)[producer];
  if (experiment.backlog) return planned;
  const { durationSeconds, excludedRampUpSeconds, validEventsPerSecond, invalidEventsPerSecond } = experiment;
  const eventsPerSecond = producer === 'valid' ? validEventsPerSecond : invalidEventsPerSecond;
  const schedule = pace(0, { eventsPerSecond, durationSeconds, load: loadOf(experiment, producer) });
  let measured = 0;
  for (let sequence = 0; sequence < planned; sequence += 1) {
    if ((schedule.scheduledUs(sequence) ?? 0) >= excludedRampUpSeconds * SECOND_US) measured += 1;
  }
  return measured;
}

/** The counts of a ledger in which every event was written exactly once. */
function ledgerChecks({ experiment, record }: OrdersEvidence, numbers: OrdersNumbers): readonly Comparison[] {
  const planned = plannedEvents(experiment);
  const total = planned.valid + planned.invalid;
  const { generated, acked, valid, invalid } = sectionsOf(record).ledger ?? {};
  const { producer, consumer, stream } = sectionsOf(record);
  return [
    compare(
      'ledger',
      { generated, acked, valid, invalid },
      { generated: total, acked: total, ...numbers.committed },
    ),
    compare('producer.sent_ok', producer?.sent_ok, total),
    compare('producer.by_producer.valid.sent_ok', producer?.by_producer.valid.sent_ok, planned.valid),
    compare('consumer.processed', consumer?.processed, total),
    compare('stream.input_rows', stream?.input_rows, total),
  ];
}

function countChecks(evidence: OrdersEvidence): readonly Comparison[] {
  const { experiment, record } = evidence;
  const [valid = 0, invalid = 0] = PRODUCERS.map((producer) => measuredEvents(experiment, producer));
  const { producer, consumer, stream } = sectionsOf(record);
  return [
    compare('producer.by_producer.valid.ack_ms.count', producer?.by_producer.valid.ack_ms.count, valid),
    compare('producer.by_producer.invalid.ack_ms.count', producer?.by_producer.invalid.ack_ms.count, invalid),
    compare('producer.late_ms.count', producer?.late_ms.count, valid + invalid),
    compare('consumer.end_to_end_ms.count', consumer?.end_to_end_ms.count, valid + invalid),
    ...(hasAllCommitTimes(evidence)
      ? [compare('stream.commit_ms.count', stream?.commit_ms.count, valid + invalid)]
      : []),
  ];
}

/** Compares every number of a run that follows from the seed with what it should be. */
export function checksAgainst(numbers: OrdersNumbers, evidence: OrdersEvidence): readonly Check[] {
  const { experiment, record, results, manifest } = evidence;
  const events =
    manifest === undefined
      ? []
      : [
          check('the stream of events, by its hash', [
            compare('events', manifest.numbers?.['events'], numbers.events),
          ]),
        ];
  if (!isComplete(record)) return events;
  return [
    ...events,
    check('the analysis of the orders', [compare('analysis', results.analysis, numbers.analysis)]),
    check('the ledger', ledgerChecks(evidence, numbers)),
    ...(experiment.backlog ? [] : [check('the number of measured events', countChecks(evidence))]),
  ];
}

/** Generates the events again from the seed, and compares every number that follows from them. */
export const seedChecks = async (evidence: OrdersEvidence): Promise<readonly Check[]> =>
  checksAgainst(await replay(evidence.record.run_id, evidence.experiment), evidence);
