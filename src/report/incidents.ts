import type { Incident, RunRecord } from '../runs/record.js';
import { counted } from './format.js';

const HAPPENED: Readonly<Record<Incident['what'], string>> = {
  died: 'died',
  stopped: 'was stopped',
  suspended: 'was suspended',
  resumed: 'was resumed',
  'started again': 'was started again',
};

function outcome({ ledger }: RunRecord): string {
  if (ledger === undefined) return 'the run did not get as far as counting its events';
  const losses = [
    ledger.lost > 0 && `${counted(ledger.lost, 'acknowledged event')} lost`,
    ledger.failed > 0 && `${counted(ledger.failed, 'event')} not acknowledged`,
  ].filter((loss) => loss !== false);
  return losses.length === 0 ? 'nothing was lost' : losses.join(', ');
}

/** What befell the services and what came of it, in a sentence: "broker-1 died at 12.3 s; nothing was lost." */
export function incidentsSentence(record: RunRecord): string | undefined {
  const { incidents = [] } = record;
  if (incidents.length === 0) return undefined;
  const events = incidents.map(
    ({ service, what, at_s: seconds, phase }) =>
      `${service} ${HAPPENED[what]} at ${seconds.toFixed(1)} s of the run (${phase.replaceAll('_', ' ')})`,
  );
  return `${events.join(', ')}; ${outcome(record)}.`;
}
