import { sectionsOf } from './record.js';
import type { RunColumn } from '../../experiment/pipeline.js';
import type { RunRecord } from '../../runs/record.js';
import { type Experiment, plannedEvents } from './config.js';
import { toHundredths } from '../../core/units.js';

/** What was sent, processed and reconciled, in lines for the console. */
export function summary(record: RunRecord): readonly string[] {
  const { producer, stream, ledger } = sectionsOf(record);
  const lines: string[] = [];
  if (producer) lines.push(`sent     ${producer.sent_ok} acknowledged, ${producer.sent_error} failed`);
  if (stream) lines.push(`batches  ${stream.batches} micro-batches with ${stream.input_rows} rows`);
  if (ledger) {
    const { generated, acked, failed, valid, invalid, lost, duplicates, reconciled } = ledger;
    lines.push(
      `ledger   ${generated} generated = ${acked} acked + ${failed} failed; acked = ${valid} valid + ${invalid} invalid + ${lost} lost; ${duplicates} duplicates: ${reconciled ? 'reconciled' : 'NOT RECONCILED'}`,
    );
  }
  return lines;
}

/** The mean over the run: a load need not be constant. */
function rateOf(experiment: Experiment): string {
  if (experiment.backlog) return 'backlog';
  const { valid, invalid } = plannedEvents(experiment);
  return String(toHundredths((valid + invalid) / experiment.durationSeconds));
}

/** What the table of runs shows of this pipeline's. */
export const RUN_COLUMNS: readonly RunColumn<Experiment>[] = [
  {
    head: 'events/s',
    align: 'right',
    of: ({ experiment }) => (experiment ? rateOf(experiment) : ''),
  },
  {
    head: 'seconds',
    align: 'right',
    of: ({ experiment }) => (experiment ? String(experiment.durationSeconds) : ''),
  },
  {
    head: 'p95 to file',
    align: 'right',
    of: ({ record }) => {
      const p95 = (record && sectionsOf(record).stream)?.commit_ms.p95;
      return typeof p95 === 'number' ? `${Math.round(p95)} ms` : '';
    },
  },
  {
    head: 'ledger',
    align: 'left',
    of({ record }) {
      const ledger = record && sectionsOf(record).ledger;
      if (ledger === undefined) return '';
      return ledger.reconciled ? 'reconciled' : 'NOT RECONCILED';
    },
  },
];
