import type { Analysis } from '../../analysis/results.js';
import { readable } from '../../charts/text.js';
import { CURRENCY } from '../../orders/catalogue.js';
import { paragraph } from '../blocks.js';
import { largest, sum } from '../findings.js';
import { count, counted, list, money, price, share } from '../format.js';
import { html } from '../html.js';
import type { Part } from '../section.js';
import type { Writer } from '../writer.js';

type Group = Analysis['channel_payment'][number];

const nameOf = (group: Group) => `${readable(group.sales_channel)} with ${readable(group.payment_method)}`;

/** "store (51.2%), online (30.1%) and pickup (18.7%)". */
const ranked = (rows: Analysis['rankings']['sales_channels']) =>
  list(rows.map((row) => `${readable(row.name)} (${share(row.share)})`));

export function orderValues({ input, cite, chart, figureRef, table, tableRef }: Writer): Part {
  const { channel_payment: groups, rankings } = input.results.analysis;
  const highest = largest(groups, (group) => group.median);
  const lowest = largest(groups, (group) => -group.median);
  const widest = largest(groups, (group) => group.q3 - group.q1);
  const outliers = sum(groups, (group) => group.outliers);
  return {
    id: 'order-values',
    title: 'What an order is worth',
    body: [
      paragraph(
        `By channel, revenue comes from ${ranked(rankings.sales_channels)}; by means of payment, from ${ranked(rankings.payment_methods)}.`,
        html`${figureRef('order-value-box')} and ${tableRef('order-value')} compare the value of an order
        across both, as box plots after Tukey ${cite('tukey1977')}: the box spans the middle half of the
        orders, and the whiskers reach to the last value within 1.5 times its width.`,
        highest &&
          lowest &&
          `The median is highest for ${nameOf(highest)} (${price(highest.median)}) and lowest for ${nameOf(lowest)} (${price(lowest.median)}).`,
        widest && `Values vary most for ${nameOf(widest)}.`,
        `${counted(outliers, 'order')} ${outliers === 1 ? 'lies' : 'lie'} beyond the whiskers.`,
      ),
      chart({
        id: 'order-value-box',
        caption: `Order value by sales channel and payment method, in ${CURRENCY}`,
      }),
      table({
        id: 'order-value',
        caption: `Order value by channel and payment (${CURRENCY})`,
        columns: [
          { head: 'Channel', widthPct: 13 },
          { head: 'Payment', widthPct: 19 },
          { head: 'Orders', numeric: true },
          { head: 'Lower quartile', numeric: true },
          { head: 'Median', numeric: true, widthPct: 11 },
          { head: 'Upper quartile', numeric: true },
          { head: 'Mean', numeric: true, widthPct: 10 },
          { head: 'Outliers', numeric: true },
        ],
        rows: groups.map((group) => [
          readable(group.sales_channel),
          readable(group.payment_method),
          count(group.orders),
          money(group.q1),
          money(group.median),
          money(group.q3),
          money(group.mean),
          count(group.outliers),
        ]),
      }),
    ],
  };
}
