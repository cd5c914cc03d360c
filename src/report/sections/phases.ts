import { html, type HtmlValue } from '../../core/html.js';
import { largest, sum } from '../../core/lists.js';
import { paragraph } from '../blocks.js';
import type { ReportDesign } from '../design.js';
import { NOTHING, timeTaken, twoDecimals } from '../format.js';
import { incidentsSentence } from '../incidents.js';
import { OUTCOME, phaseText } from '../phase-text.js';
import type { Part } from '../section.js';
import type { Writer } from '../writer.js';

const inSeconds = (durationMs: number | null) =>
  durationMs === null ? NOTHING : twoDecimals(durationMs / 1000);

/**
 * The phases of a run with their times.
 *
 * @param design The pipeline's own.
 * @param notes Sentences about them.
 */
export function phases(
  { input, table, tableRef }: Writer,
  design: Pick<ReportDesign, 'phases' | 'consequence'>,
  ...notes: readonly HtmlValue[]
): Part {
  // This report is printed inside its own phase, whose end it cannot know.
  const all = input.record.phases.filter(({ name }) => name !== 'report');
  const longest = largest(all, (phase) => phase.duration_ms ?? 0);
  return {
    id: 'phases',
    title: 'Where the run spent its time',
    body: [
      paragraph(
        html`${tableRef('phases')} lists the phases of the run.`,
        longest &&
          `The longest, “${phaseText(design.phases, longest.name).label}”, took ${timeTaken(longest.duration_ms ?? 0)}.`,
        ...notes,
        'Printing this report is not among them.',
        incidentsSentence(design, input.record),
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
        rows: all.map(({ name, status, duration_ms: durationMs }) => {
          const { label, describes } = phaseText(design.phases, name);
          return [label, describes, OUTCOME[status], inSeconds(durationMs)];
        }),
        totals: [['', 'All of these', '', inSeconds(sum(all, (phase) => phase.duration_ms ?? 0))]],
      }),
    ],
  };
}
