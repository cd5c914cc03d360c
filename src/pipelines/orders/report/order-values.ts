import { largest, sum } from '../../../core/lists.js';
import type { Analysis } from '../analysis/results.js';
import { readable } from '../../../charts/text.js';
import { CURRENCY } from '../data/catalogue.js';
import { paragraph } from '../../../report/blocks.js';
import { isDifferenceSupported, meanOrders } from './comparisons.js';
import { between, count, counted, list, money, NOTHING, share } from '../../../report/format.js';
import { price } from './price.js';
import { html } from '../../../core/html.js';
import type { Part } from '../../../report/section.js';
import type { OrdersWriter } from './types.js';

type Group = Analysis['channel_payment'][number];

const nameOf = (group: Group) => `${readable(group.sales_channel)} with ${readable(group.payment_method)}`;

/** "store (51.2%), online (30.1%) and pickup (18.7%)". */
const ranked = (rows: Analysis['rankings']['sales_channels']) =>
  list(rows.map((row) => `${readable(row.name)} (${share(row.share)})`));

/** Whether the groups' medians differ: their intervals hold for all of them at once, so those that lie apart differ. */
function medians(groups: readonly Group[]): string | undefined {
  const highest = largest(groups, (group) => group.median);
  const lowest = largest(groups, (group) => -group.median);
  if (highest?.median_low === undefined || lowest?.median_high === undefined || highest === lowest)
    return undefined;
  if (highest.median_low <= lowest.median_high)
    return 'The medians of the groups do not differ by more than chance could explain.';
  const bottom = highest.median_low;
  const alike = groups.filter((group) => group !== highest && (group.median_high ?? 0) >= bottom);
  const others =
    alike.length > 3 ? `${alike.length} of the ${groups.length} groups` : list(alike.map(nameOf));
  return `The median is highest for ${nameOf(highest)} (${price(highest.median)}) and lowest for ${nameOf(lowest)} (${price(lowest.median)}), and their intervals lie apart.${
    alike.length > 0 ? ` The highest cannot be distinguished from ${others}.` : ''
  }`;
}

/** What the channels' mean orders differ by. */
function channelMeans(channels: Analysis['rankings']['sales_channels']): string | undefined {
  const means = meanOrders(channels);
  if (means === undefined) return undefined;
  const { highest, lowest, difference } = means;
  return isDifferenceSupported(difference)
    ? `On average, an order through the ${readable(highest.name)} channel is worth ${price(difference.value)} more than one through the ${readable(lowest.name)} channel (${between(difference, money)}).`
    : 'The mean order does not differ between channels by more than chance could explain.';
}

const range = (low: number | undefined, high: number | undefined) =>
  low === undefined || high === undefined ? NOTHING : `${money(low)}–${money(high)}`;

export function orderValues({ input, cite, chart, figureRef, table, tableRef }: OrdersWriter): Part {
  const { channel_payment: groups, rankings } = input.results.analysis;
  const outliers = sum(groups, (group) => group.outliers);
  return {
    id: 'order-values',
    title: 'Order value by channel and payment',
    body: [
      paragraph(
        `By channel, revenue comes from ${ranked(rankings.sales_channels)}; by means of payment, from ${ranked(rankings.payment_methods)}.`,
        channelMeans(rankings.sales_channels),
        html`${figureRef('order-value-box')} compares the value of an order across both, as box plots after
        Tukey ${cite('tukey1977')}: the box spans the middle half of the orders, and the whiskers reach to the
        last value within 1.5 times its width.`,
        `${counted(outliers, 'order')} ${outliers === 1 ? 'lies' : 'lie'} beyond the whiskers; order values are skewed to the right, so these are large orders and not errors.`,
      ),
      chart({
        id: 'order-value-box',
        caption: `Order value by sales channel and payment method, in ${CURRENCY}`,
      }),
      paragraph(html`${tableRef('order-value')} gives the numbers.`, medians(groups)),
      table({
        id: 'order-value',
        caption: `Order value by channel and payment (${CURRENCY})`,
        columns: [
          { head: 'Channel', widthPct: 11 },
          { head: 'Payment', widthPct: 17 },
          { head: 'Orders', numeric: true, widthPct: 9 },
          { head: 'Quartiles', numeric: true, widthPct: 16 },
          { head: 'Median', numeric: true, widthPct: 10 },
          { head: 'Interval of the median', numeric: true, widthPct: 16 },
          { head: 'Mean', numeric: true, widthPct: 10 },
          { head: 'Outliers', numeric: true, widthPct: 11 },
        ],
        rows: groups.map((group) => [
          readable(group.sales_channel),
          readable(group.payment_method),
          count(group.orders),
          range(group.q1, group.q3),
          money(group.median),
          range(group.median_low, group.median_high),
          money(group.mean),
          count(group.outliers),
        ]),
        note: 'The intervals of the medians hold for all groups at once with 95%: groups whose intervals lie apart differ.',
      }),
    ],
  };
}
