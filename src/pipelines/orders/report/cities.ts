import { CURRENCY } from '../data/catalogue.js';
import { paragraph } from '../../../report/blocks.js';
import { firstAgainstSecond, isDifferenceSupported, isRatioSupported, meanOrders } from './comparisons.js';
import { between, count, money, oneDecimal, share, shareOf } from '../../../report/format.js';
import { price } from './price.js';
import { html } from '../../../core/html.js';
import type { Part } from '../../../report/section.js';
import type { OrdersWriter } from './types.js';

export function cities({ input, table, tableRef }: OrdersWriter): Part {
  const { cities: all, totals } = input.results.analysis;
  const rows = all.filter((row) => row.orders > 0);
  const [first, second] = rows;
  const ratio = firstAgainstSecond(rows);
  const means = meanOrders(rows);
  return {
    id: 'cities',
    title: 'Cities',
    body: [
      paragraph(
        html`${tableRef('cities')} ranks the cities by revenue.`,
        first &&
          second &&
          (isRatioSupported(ratio)
            ? `${first.store_city} is first with ${shareOf(first.revenue, totals.revenue)} of it, ${oneDecimal(ratio.value)} times as much as ${second.store_city} (${between(ratio, oneDecimal)}).`
            : `The first two, ${first.store_city} and ${second.store_city}, are too close to be ranked.`),
        means &&
          (isDifferenceSupported(means.difference)
            ? `A mean order is worth ${price(means.difference.value)} more in ${means.highest.store_city} than in ${means.lowest.store_city} (${between(means.difference, money)}).`
            : `The mean order does not differ between cities by more than chance could explain: even between the highest (${means.highest.store_city}) and the lowest (${means.lowest.store_city}) the ${between(means.difference, money)} includes zero. Cities differ in how many orders they bring.`),
      ),
      table({
        id: 'cities',
        caption: 'Cities by revenue',
        columns: [
          { head: 'City', widthPct: 24 },
          { head: 'Orders', numeric: true },
          { head: `Revenue (${CURRENCY})`, numeric: true },
          { head: 'Share', numeric: true },
          { head: `Mean order (${CURRENCY})`, numeric: true },
        ],
        rows: rows.map((row) => [
          row.store_city,
          count(row.orders),
          money(row.revenue),
          share(row.revenue / totals.revenue),
          money(row.revenue / row.orders),
        ]),
      }),
    ],
  };
}
