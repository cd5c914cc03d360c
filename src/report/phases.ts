import type { PhaseName, RunRecord } from '../runs/record.js';
import { readable } from '../charts/text.js';
import { paragraph } from './blocks.js';
import { largest, sum } from '../pipelines/orders/report/findings.js';
import { duration, NOTHING, seconds, twoDecimals } from './format.js';
import { html } from './html.js';
import { incidentsSentence } from './incidents.js';
import type { Part } from './section.js';
import type { Writer } from './writer.js';

export const WHAT_HAPPENS: Readonly<Record<PhaseName, string>> = {
  prepare: 'Check the experiment, create the run’s folder',
  services: 'Start or join Kafka and Spark',
  rehearse: 'Warm-up: run a query like the measured one until its micro-batches are fast',
  start_stream: 'Start the streaming query and the tracker',
  produce: 'Send the load',
  drain: 'Wait until everything sent has been read and committed',
  collect: 'Read the committed files, reconcile the ledger',
  analyze: 'Analyse the valid orders',
  charts: 'Draw the charts',
  report: 'Print this report',
};

/** The name of a phase as a reader sees it. */
export const phaseWords = (name: PhaseName): string => (name === 'rehearse' ? 'warm-up' : readable(name));

/** A phase that is still running in a finished record was cut off with its process. */
export const OUTCOME: Readonly<Record<RunRecord['phases'][number]['status'], string>> = {
  done: 'completed',
  failed: 'failed',
  running: 'interrupted',
};

const inSeconds = (durationMs: number | null) =>
  durationMs === null ? NOTHING : twoDecimals(durationMs / 1000);

export function phases({ input, table, tableRef }: Writer): Part {
  // This report is printed inside its own phase, whose end it cannot know.
  const all = input.record.phases.filter(({ name }) => name !== 'report');
  const { rehearsalSeconds } = input.experiment;
  const longest = largest(all, (phase) => phase.duration_ms ?? 0);
  return {
    id: 'phases',
    title: 'Where the run spent its time',
    body: [
      paragraph(
        html`${tableRef('phases')} lists the phases of the run.`,
        longest && `The longest, “${phaseWords(longest.name)}”, took ${duration(longest.duration_ms)}.`,
        all.some(({ name }) => name === 'rehearse') &&
          `The limit of ${seconds(rehearsalSeconds)} for the warm-up applies to its load; the phase also creates and removes a topic, and starts and stops a query.`,
        'Printing this report is not among them.',
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
          phaseWords(name),
          WHAT_HAPPENS[name],
          OUTCOME[status],
          inSeconds(durationMs),
        ]),
        totals: [['', 'All of these', '', inSeconds(sum(all, (phase) => phase.duration_ms ?? 0))]],
      }),
    ],
  };
}
