import { CATALOGUE, CURRENCY } from '../../orders/catalogue.js';
import { paragraph } from '../blocks.js';
import { vitalItems, VITAL_SHARE } from '../findings.js';
import { count, counted, list, money, NOTHING, share, wholeShare } from '../format.js';
import { html } from '../html.js';
import type { Part } from '../section.js';
import type { Writer } from '../writer.js';

/** Twenty per cent for eighty is the rule of thumb; half of the items is where it stops being one. */
function concentration(vitalPart: number): string {
  if (vitalPart <= 0.25) return 'That is as concentrated as the rule of thumb says.';
  if (vitalPart < 0.5)
    return 'That is less concentrated than the rule of thumb of 20% for 80%, but still marked.';
  return `At ${share(vitalPart)} of the range, revenue is spread widely: no small group of items carries the shop.`;
}

/** How an item's place by revenue compares with its place by base price. */
function dearer(item: string): string | undefined {
  const own = CATALOGUE.find((entry) => entry.item === item);
  if (own === undefined) return undefined;
  const above = CATALOGUE.filter((entry) => entry.basePrice > own.basePrice).length;
  return above === 0
    ? ', the dearest item of the catalogue'
    : `, although ${counted(above, 'item is', 'items are')} dearer by base price`;
}

export function pareto({ input, cite, chart, figureRef, table, tableRef }: Writer): Part {
  const { pareto: rows } = input.results.analysis;
  const vital = vitalItems(rows);
  const last = vital.at(-1);
  const [first] = rows;
  const mark = wholeShare(VITAL_SHARE);
  return {
    id: 'pareto',
    title: 'Which items carry the revenue',
    body: [
      paragraph(
        html`Juran's principle of the vital few ${cite('juran1975')} expects a small part of the items to make
        most of the revenue.`,
        last &&
          html`Here ${vital.length} of ${rows.length} items, ${list(vital.map((row) => row.item))}, make
          ${share(last.cumulative_share)} and so reach the mark of ${mark} (${figureRef('pareto')},
          ${tableRef('pareto')}).`,
        concentration(vital.length / rows.length),
        first && `First is ${first.item} with ${share(first.share)}${dearer(first.item) ?? ''}.`,
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
