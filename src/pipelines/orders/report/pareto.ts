import { CURRENCY } from '../data/catalogue.js';
import { paragraph } from '../../../report/blocks.js';
import { firstAgainstSecond, isRatioSupported, vitalCountRange } from './comparisons.js';
import { vitalItems, VITAL_SHARE } from './findings.js';
import {
  between,
  count,
  list,
  money,
  NOTHING,
  share,
  twoDecimals,
  wholeShare,
} from '../../../report/format.js';
import { html } from '../../../core/html.js';
import type { Part } from '../../../report/section.js';
import type { OrdersWriter } from './types.js';

/** Twenty per cent for eighty is the rule of thumb; half of the items is where it stops being one. */
function concentration(vitalPart: number): string {
  if (vitalPart <= 0.25) return 'Revenue is as concentrated as the rule of thumb says.';
  if (vitalPart < 0.5)
    return 'Revenue is less concentrated than the rule of thumb of 20% for 80%, but still markedly so.';
  return `That is ${wholeShare(vitalPart)} of the range: revenue is spread over it, and no small group of items accounts for most.`;
}

export function pareto({ input, cite, chart, figureRef, table, tableRef }: OrdersWriter): Part {
  const { pareto: rows } = input.results.analysis;
  const vital = vitalItems(rows);
  const last = vital.at(-1);
  const [first, second] = rows;
  const mark = wholeShare(VITAL_SHARE);
  const range = vitalCountRange(rows);
  const ratio = firstAgainstSecond(rows);
  return {
    id: 'pareto',
    title: 'Concentration of revenue',
    body: [
      paragraph(
        html`Juran's principle of the vital few ${cite('juran1975')} expects a small part of the items to make
        most of the revenue.`,
        last &&
          html`Here it takes ${vital.length} of ${rows.length} items, ${list(vital.map((row) => row.item))},
          to reach ${mark} (${figureRef('pareto')}, ${tableRef('pareto')}); together they make
          ${share(last.cumulative_share)}.`,
        range &&
          (range.least === range.most
            ? 'Another sample of the same shop would need the same number.'
            : `Another sample of the same shop could need ${range.least} to ${range.most}, because a cumulative share lies close to the mark.`),
        concentration(vital.length / rows.length),
        first &&
          second &&
          (isRatioSupported(ratio)
            ? `First is ${first.item} with ${share(first.share)}, ${twoDecimals(ratio.value)} times as much as ${second.item} (${between(ratio, twoDecimals)}).`
            : `The first two, ${first.item} (${share(first.share)}) and ${second.item} (${share(second.share)}), are too close to be ranked.`),
      ),
      chart({ id: 'pareto', caption: `Revenue by item, with its cumulative share and the ${mark} mark` }),
      table({
        id: 'pareto',
        caption: 'Items by revenue',
        columns: [
          { head: 'Item', widthPct: 16 },
          { head: 'Category', widthPct: 17 },
          { head: 'Pieces', numeric: true },
          { head: `Revenue (${CURRENCY})`, numeric: true },
          { head: `Per piece (${CURRENCY})`, numeric: true },
          { head: 'Share', numeric: true },
          { head: 'Cumulative', numeric: true },
        ],
        rows: rows.map((row) => [
          row.item,
          row.category,
          count(row.quantity),
          money(row.revenue),
          row.quantity === 0 ? NOTHING : money(row.revenue / row.quantity),
          share(row.share),
          share(row.cumulative_share),
        ]),
      }),
    ],
  };
}
