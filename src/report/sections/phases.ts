import type { PhaseName } from '../../runs/record.js';
import { paragraph } from '../blocks.js';
import { largest, sum } from '../findings.js';
import { duration, NOTHING, twoDecimals } from '../format.js';
import { html } from '../html.js';
import { incidentsSentence } from '../incidents.js';
import type { Part } from '../section.js';
import type { Writer } from '../writer.js';

export const WHAT_HAPPENS: Readonly<Record<PhaseName, string>> = {
  prepare: 'Check the experiment, make the run’s folder',
  services: 'Start or join Kafka and Spark',
  rehearse: 'Drive a query like the measured one until its micro-batches are quick',
  start_stream: 'Start the streaming query and the tracker',
  produce: 'Send the load',
  drain: 'Wait until everything sent has been read and committed',
  collect: 'Read the committed files, count the ledger',
  analyze: 'Analyse the valid orders',
  charts: 'Draw the charts',
  report: 'Print this report',
};

const inSeconds = (durationMs: number | null) =>
  durationMs === null ? NOTHING : twoDecimals(durationMs / 1000);

export function phases({ input, table, tableRef }: Writer): Part {
  const all = input.record.phases;
  const longest = largest(all, (phase) => phase.duration_ms ?? 0);
  return {
    id: 'phases',
    title: 'Where the run spent its time',
    body: [
      paragraph(
        html`${tableRef('phases')} lists the phases of the run.`,
        longest && `The longest, “${longest.name}”, took ${duration(longest.duration_ms)}.`,
        incidentsSentence(input.record),
      ),
      table({
        id: 'phases',
        caption: 'Phases of the run',
        columns: [
          { head: 'Phase', widthPct: 18 },
          { head: 'What happens' },
          { head: 'Status', widthPct: 13 },
          { head: 'Duration (s)', numeric: true, widthPct: 16 },
        ],
        rows: all.map(({ name, status, duration_ms: durationMs }) => [
          name,
          WHAT_HAPPENS[name],
          status,
          inSeconds(durationMs),
        ]),
        totals: [['', 'Phases that have ended', '', inSeconds(sum(all, (phase) => phase.duration_ms ?? 0))]],
      }),
    ],
  };
}
