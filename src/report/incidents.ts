import type { Incident, RunRecord } from '../runs/record.js';
import type { ReportDesign } from './design.js';

const HAPPENED: Readonly<Record<Incident['what'], string>> = {
  died: 'died',
  stopped: 'was stopped',
  suspended: 'was suspended',
  resumed: 'was resumed',
  'started again': 'was started again',
};

/** What happened to the services and what came of it, in a sentence: "broker-1 died at 12.3 s; nothing was lost." */
export function incidentsSentence(
  { consequence }: Pick<ReportDesign, 'consequence'>,
  record: RunRecord,
): string | undefined {
  const { incidents = [] } = record;
  if (incidents.length === 0) return undefined;
  const events = incidents.map(
    ({ service, what, at_s: seconds, phase }) =>
      `${service} ${HAPPENED[what]} at ${seconds.toFixed(1)} s of the run (${phase.replaceAll('_', ' ')})`,
  );
  return `${[events.join(', '), consequence?.(record)].filter(Boolean).join('; ')}.`;
}
