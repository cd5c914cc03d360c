import { sectionsOf } from '../record.js';
import type { Outcome } from '../../../report/design.js';
import { metric } from '../metrics.js';
import type { Metric } from '../../../runs/metrics.js';
import type { RunRecord } from '../../../runs/record.js';
import type { Results } from '../analysis/results.js';
import { detection } from './findings.js';

type Figure = Metric<Outcome<Results>>;

const ofRecord = (figure: Metric<RunRecord>): Figure => ({
  ...figure,
  of: ({ record }) => figure.of(record),
});

const ACKNOWLEDGED: Figure = {
  id: 'acknowledged',
  label: 'Events acknowledged',
  digits: 0,
  of: ({ record }) => sectionsOf(record).producer?.sent_ok ?? null,
};

const FOUND: Figure = {
  id: 'injected_errors_found',
  label: 'Of injected errors found',
  unit: 'share',
  digits: 1,
  of({ results }) {
    const { injected, detected } = detection(results.analysis.quality);
    return injected === 0 ? null : detected / injected;
  },
};

const LOST: Figure = {
  id: 'lost',
  label: 'Events lost',
  digits: 0,
  of: ({ record }) => sectionsOf(record).ledger?.lost ?? null,
};

/** The four numbers that sum a run up. When the ledger is not reconciled, no rate of found errors means anything. */
export const keyFigures = ({ record }: Outcome<Results>): readonly Figure[] => [
  ACKNOWLEDGED,
  ...['sent_events_per_second', 'committed_p95_ms'].map((id) => ofRecord(metric(id))),
  sectionsOf(record).ledger?.reconciled === false ? LOST : FOUND,
];
