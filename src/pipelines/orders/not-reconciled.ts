import { sectionsOf } from './record.js';
import { StreambookError } from '../../core/errors.js';
import type { RunRecord } from '../../runs/record.js';

const MAX_REPORTED = 3;

/** What is wrong with the ledger of a run, and which events are missing; undefined when it is reconciled. */
export function notReconciled(record: RunRecord): StreambookError | undefined {
  const { run_id: runId } = record;
  const { ledger } = sectionsOf(record);
  if (ledger === undefined || ledger.reconciled) return undefined;
  const { failed, lost, duplicates, unexpected, missing } = ledger;
  const ranges = missing.map(
    ({ producer, from, to }) => `${producer} ${from === to ? from : `${from}-${to}`}`,
  );
  const reported = ranges.slice(0, MAX_REPORTED).join(', ') + (ranges.length > MAX_REPORTED ? ', …' : '');
  return new StreambookError(
    'LEDGER_NOT_RECONCILED',
    `Run ${runId}: the ledger is not reconciled: failed ${failed}, lost ${lost}${reported && ` (sequence numbers ${reported})`}, duplicates ${duplicates}, unexpected ${unexpected}; see the report's chapter on data quality`,
  );
}
