import { sum } from '../../../core/lists.js';
import type { Proportion } from '../../../stats/proportion.js';
import { bullets, code, paragraph } from '../../../report/blocks.js';
import { count, counted, NOTHING, share } from '../../../report/format.js';
import { html } from '../../../core/html.js';
import type { Part } from '../../../report/section.js';
import type { OrdersWriter } from './types.js';

/** Beyond this, a list belongs into `results.json` and not on paper. */
const MAX_REPORTED = 20;

/** "100.0% (94.4% to 100.0%)". */
export const asShare = (value: Proportion): string =>
  value === null ? NOTHING : `${share(value.value)} (${share(value.low)} to ${share(value.high)})`;

export function scores({ input, table, tableRef, chart, figureRef, cite }: OrdersWriter): Part {
  const { modes, misread_rows: misreadRows, misread } = input.results.analysis.truth;
  const written = sum(modes, (mode) => mode.injected);
  const heading = { id: 'scores', title: 'Classification of fault types' };
  if (written === 0) return { ...heading, body: paragraph('No event was written.') };
  return {
    ...heading,
    body: [
      paragraph(
        'Finding an error is one thing, naming it correctly another: the predicted fault type of an event is the one that raises exactly the reasons found.',
        html`Of ${counted(written, 'event')}, ${count(written - misreadRows)} were classified correctly
        (${figureRef('confusion')}).`,
        html`${tableRef('scores')} gives precision (the share of the predicted events that are of the type)
        and recall (the share of the events of the type that were predicted) with 95% intervals after Wilson
        ${cite('wilson1927')}: of few events the interval is wide, even when all of them are right.`,
      ),
      table({
        id: 'scores',
        caption: 'Precision and recall of each fault type, with 95% confidence intervals',
        columns: [
          { head: 'Fault type', widthPct: 26 },
          { head: 'Injected', numeric: true, widthPct: 10 },
          { head: 'Predicted', numeric: true, widthPct: 12 },
          { head: 'Precision', numeric: true, widthPct: 26 },
          { head: 'Recall', numeric: true, widthPct: 26 },
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
        caption: 'Confusion matrix: injected and predicted fault types',
      }),
      misread.length > 0 && [
        paragraph(
          `Misclassified events${misreadRows > MAX_REPORTED ? `, the first ${MAX_REPORTED} of ${count(misreadRows)}` : ''}:`,
        ),
        bullets(
          misread
            .slice(0, MAX_REPORTED)
            .map(
              (event) =>
                html`${event.producer} ${count(event.sequence)}: ${code(event.injected)} predicted as
                ${code(event.taken_for)}${event.reasons.length > 0 && `, because of ${event.reasons.join(', ')}`}`,
            ),
        ),
      ],
    ],
  };
}
