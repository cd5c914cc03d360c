import { isComplete, sectionsOf } from '../record.js';
import type { OrdersEvidence } from './evidence.js';

/** What of a run of orders neither the seed nor other data determine. */
export function claims({
  record,
  latencies,
}: Pick<OrdersEvidence, 'record' | 'latencies'>): readonly string[] {
  const { stream, ledger, consumer } = sectionsOf(record);
  const all: readonly (string | false | undefined)[] = [
    latencies === undefined &&
      stream !== undefined &&
      'the percentiles of latencies and the events per second: the run kept no histograms (an earlier version made it)',
    stream &&
      'when each event was sent, acknowledged and committed, how long each micro-batch took, and which query made them',
    ledger && 'in which partition each event was, and how many messages the brokers counted',
    consumer && 'how fast the tracker read, how many messages it could not read, and how often it committed',
    ledger &&
      !isComplete(record) &&
      `the analysis: the ledger is not reconciled (failed ${ledger.failed}, lost ${ledger.lost}, duplicates ${ledger.duplicates}), so what was written does not follow from the seed alone`,
  ];
  return all.filter((claim) => typeof claim === 'string');
}
