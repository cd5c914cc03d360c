import { sectionsOf } from '../record.js';
import { type Experiment, plannedEvents } from '../config.js';
import { paragraph } from '../../../report/blocks.js';
import { count, counted } from '../../../report/format.js';
import type { FailedRun } from '../../../report/input.js';
import type { Part } from '../../../report/section.js';
import { renderTable } from '../../../report/tables.js';

const NOT_KNOWN = 'not known';

/** What is known of the ledger of a run that has no results. */
export function ledgerSoFar({ record, experiment, committed }: FailedRun<Experiment>): Part {
  const planned = plannedEvents(experiment);
  const { producer, consumer, ledger } = sectionsOf(record);
  const { valid = 0, invalid = 0, batches = 0 } = committed ?? {};
  const rows: readonly (readonly [string, string, string])[] = [
    ['planned', count(planned.valid + planned.invalid), 'events that the settings ask for'],
    [
      'sent',
      producer ? count(producer.sent_ok + producer.sent_error) : NOT_KNOWN,
      producer ? 'by both producers' : 'the producers count for themselves until they end',
    ],
    ['acknowledged', producer ? count(producer.sent_ok) : NOT_KNOWN, 'by the brokers'],
    ['failed', producer ? count(producer.sent_error) : NOT_KNOWN, 'refused, or never acknowledged'],
    ['read', consumer ? count(consumer.processed) : NOT_KNOWN, 'by the tracker'],
    [
      'committed',
      committed ? count(valid + invalid) : NOT_KNOWN,
      committed
        ? `rows in files that readers see: ${count(valid)} valid, ${count(invalid)} invalid, in ${counted(batches, 'micro-batch', 'micro-batches')}`
        : 'the committed files cannot be read',
    ],
  ];
  return {
    id: 'ledger',
    title: 'The ledger so far',
    body: [
      paragraph(
        ledger === undefined
          ? 'The run ended before its ledger was reconciled, so nothing can be said of lost or duplicate events.'
          : `The ledger was closed: lost ${ledger.lost}, duplicates ${ledger.duplicates}, unexpected ${ledger.unexpected}.`,
      ),
      renderTable({
        columns: [
          { head: 'Events', widthPct: 20 },
          { head: 'Count', numeric: true, widthPct: 16 },
          { head: '' },
        ],
        rows,
      }),
    ],
  };
}
