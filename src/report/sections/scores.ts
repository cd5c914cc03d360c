import type { Proportion } from '../../metrics/proportion.js';
import { bullets, code, paragraph } from '../blocks.js';
import { sum } from '../findings.js';
import { count, counted, NOTHING, share } from '../format.js';
import { html } from '../html.js';
import type { Part } from '../section.js';
import type { Writer } from '../writer.js';

/** Beyond this, a list belongs into `results.json` and not on paper. */
const MOST_TOLD = 20;

const asShare = (value: Proportion): string =>
  value === null ? NOTHING : `${share(value.value)} (${share(value.low)} to ${share(value.high)})`;

export function scores({ input, table, tableRef, chart, figureRef, cite }: Writer): Part {
  const { modes, misread_rows: misreadRows, misread } = input.results.analysis.truth;
  const landed = sum(modes, (mode) => mode.injected);
  const heading = { id: 'scores', title: 'How well errors are told apart' };
  if (landed === 0) return { ...heading, body: paragraph('No event landed.') };
  return {
    ...heading,
    body: [
      paragraph(
        'Finding an error is one thing, naming it rightly another: an event is taken for the mode that raises exactly the reasons found.',
        html`Of ${counted(landed, 'event')} ${count(landed - misreadRows)} were taken for what they are
        (${figureRef('confusion')}).`,
        html`${tableRef('scores')} gives precision (of those taken for a mode, how many were of it) and recall
        (of those of a mode, how many were taken for it) with 95% intervals after Wilson
        ${cite('wilson1927')}: few events bound a rate only loosely, even when all of them were right.`,
      ),
      table({
        id: 'scores',
        caption: 'Precision and recall of each mode, with 95% confidence intervals',
        columns: [
          { head: 'Mode', widthPct: 25 },
          { head: 'Injected', numeric: true, widthPct: 10 },
          { head: 'Taken for it', numeric: true, widthPct: 11 },
          { head: 'Precision', numeric: true, widthPct: 27 },
          { head: 'Recall', numeric: true, widthPct: 27 },
        ],
        rows: modes
          .filter((mode) => mode.injected + mode.taken > 0)
          .map((mode) => [
            code(mode.mode),
            count(mode.injected),
            count(mode.taken),
            asShare(mode.precision),
            asShare(mode.recall),
          ]),
      }),
      chart({
        id: 'confusion',
        caption: 'Confusion matrix: injected modes against what they were taken for',
      }),
      misread.length > 0 && [
        paragraph(
          `Missed, false and mistaken events${misreadRows > MOST_TOLD ? `, the first ${MOST_TOLD} of ${count(misreadRows)}` : ''}:`,
        ),
        bullets(
          misread
            .slice(0, MOST_TOLD)
            .map(
              (event) =>
                html`${event.producer} ${count(event.sequence)}: ${code(event.injected)} taken for
                ${code(event.taken_for)}${event.reasons.length > 0 && ` for ${event.reasons.join(', ')}`}`,
            ),
        ),
      ],
    ],
  };
}
