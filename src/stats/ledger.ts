import { type LedgerCounts, ledgerEquations } from './ledger-equations.js';
import { latestPositions } from './order-of-arrival.js';
import type { SequenceRange, SequenceSet } from './sequence-set.js';
import { sequenceSet } from './sequence-set.js';

/** What one producer says it did: one bit a sequence number for what was acknowledged. */
export interface ProducerLedger {
  readonly generated: number;
  readonly acked: SequenceSet;
  readonly sentError: number;
}

/** A committed event, as far as the ledger cares. Anything may be absent in a row that is not ours. */
export interface CommittedEvent {
  readonly run_id?: string;
  readonly producer?: string;
  readonly event_seq?: number;
  readonly kafka_partition?: number;
  readonly kafka_offset?: number;
}

/** What was committed of one partition. */
export interface PartitionTotals {
  readonly partition: number;
  readonly rows: number;
  readonly duplicates: number;
  readonly reordered: number;
}

/** @typeParam O Names of what may have become of an event that was committed. */
export interface LedgerTotals<O extends string> extends LedgerCounts {
  readonly committed: Readonly<Record<O, number>>;
  readonly reordered: number;
  /** The first ranges of sequence numbers that were acknowledged and were not committed. */
  readonly missing: ({ readonly producer: string } & SequenceRange)[];
  readonly partitions: PartitionTotals[];
  /** Whether everything generated is accounted for, and committed once if it was acknowledged. */
  readonly reconciled: boolean;
}

export interface OpenLedger<O extends string> {
  /** Enters a committed row; call it once for each. */
  enter(event: CommittedEvent, outcome: O): void;
  /** The ledger as it stands: what has not been committed by now is lost. */
  close(): LedgerTotals<O>;
}

export interface LedgerOptions<O extends string> {
  readonly runId: string;
  /** By the names that stand in the events' rows. */
  readonly producers: Readonly<Record<string, ProducerLedger>>;
  readonly outcomes: readonly O[];
}

const MOST_RANGES = 100;

/**
 * Enters every event by its producer and sequence number, one bit for each in each of two sets: generated = acked +
 * failed, and acked = lost + the events of all outcomes.
 */
export function openLedger<O extends string>({
  runId,
  producers,
  outcomes,
}: LedgerOptions<O>): OpenLedger<O> {
  const committed = new Map(Object.keys(producers).map((name) => [name, sequenceSet()]));
  const partitions = new Map<number, { rows: number; duplicates: number; reordered: number }>();
  const positions = latestPositions();
  const distinct = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<O, number>;
  let unexpected = 0;
  const ledgers = Object.entries(producers);
  const total = (count: (ledger: ProducerLedger) => number) =>
    ledgers.reduce((sum, [, ledger]) => sum + count(ledger), 0);
  const totalsOf = (partition: number) => {
    const known = partitions.get(partition) ?? { rows: 0, duplicates: 0, reordered: 0 };
    partitions.set(partition, known);
    return known;
  };
  return {
    enter({ run_id: eventRun, producer = '', event_seq: sequence = -1, ...place }, outcome) {
      const { kafka_partition: partition = -1, kafka_offset: offset = -1 } = place;
      const ledger = producers[producer];
      if (eventRun !== runId || sequence < 0 || ledger?.acked.has(sequence) !== true) {
        unexpected += 1;
        return;
      }
      const counts = totalsOf(partition);
      counts.rows += 1;
      if (committed.get(producer)?.add(sequence) === true) distinct[outcome] += 1;
      else counts.duplicates += 1;
      if (!positions.inOrder(`${producer} ${partition}`, sequence, offset)) counts.reordered += 1;
    },
    close() {
      const generated = total((ledger) => ledger.generated);
      const acked = total((ledger) => ledger.acked.count);
      const failed = total((ledger) => ledger.sentError);
      const lost = acked - outcomes.reduce((sum, outcome) => sum + distinct[outcome], 0);
      const missing = ledgers.flatMap(([producer, { acked: sent }]) =>
        sent
          .rangesNotIn(committed.get(producer) ?? sequenceSet(), MOST_RANGES)
          .map((range) => ({ producer, ...range })),
      );
      const byPartition = [...partitions]
        .map(([partition, counts]) => ({ partition, ...counts }))
        .sort((left, right) => left.partition - right.partition);
      const duplicates = byPartition.reduce((sum, counts) => sum + counts.duplicates, 0);
      const reordered = byPartition.reduce((sum, counts) => sum + counts.reordered, 0);
      const counts = {
        generated,
        acked,
        failed,
        committed: { ...distinct },
        lost,
        duplicates,
        unexpected,
      };
      return {
        ...counts,
        reordered,
        missing,
        partitions: byPartition,
        reconciled: ledgerEquations(counts).every(({ holds }) => holds),
      };
    },
  };
}
