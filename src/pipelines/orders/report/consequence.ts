import type { RunRecord } from '../../../runs/record.js';
import { counted } from '../../../report/format.js';
import { sectionsOf } from '../record.js';

/** What a run lost: "3 acknowledged events lost". */
export function consequence(record: RunRecord): string {
  const { ledger } = sectionsOf(record);
  if (ledger === undefined) return 'the run did not get as far as counting its events';
  const losses = [
    ledger.lost > 0 && `${counted(ledger.lost, 'acknowledged event')} lost`,
    ledger.failed > 0 && `${counted(ledger.failed, 'event')} not acknowledged`,
  ].filter((loss) => loss !== false);
  return losses.length === 0 ? 'nothing was lost' : losses.join(', ');
}
