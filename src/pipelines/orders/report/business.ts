import { largest } from '../../../core/lists.js';
import { readable } from '../../../charts/text.js';
import { meanInterval, sumOf } from '../../../stats/noise.js';
import { CURRENCY } from '../data/catalogue.js';
import { notMeasured, paragraph } from '../../../report/blocks.js';
import { firstAgainstLast, isRatioSupported, revenueShare, weekendItems } from './comparisons.js';
import { busyHours, quartilesOf, WEEKEND_DAYS_SHARE, isWeekendDay } from './findings.js';
import {
  between,
  count,
  counted,
  date,
  list,
  money,
  oneDecimal,
  points,
  share,
} from '../../../report/format.js';
import { price } from './price.js';
import { html } from '../../../core/html.js';
import type { Part } from '../../../report/section.js';
import { shopHours } from './shop-hours.js';
import { sideBySide } from '../../../report/tables.js';
import { cities } from './cities.js';
import { orderValues } from './order-values.js';
import { pareto } from './pareto.js';
import type { OrdersSection, OrdersWriter } from './types.js';

function totals({ input, table, tableRef }: OrdersWriter): Part {
  const { totals: all } = input.results.analysis;
  const { first_purchase_date: first, last_purchase_date: last, value_sd: deviation } = all;
  const skewed = all.mean_order_value > all.median_order_value;
  const mean = deviation !== undefined && meanInterval(sumOf(all.orders, all.revenue, deviation));
  const columns = [
    { head: 'Figure', widthPct: 28 },
    { head: 'Value', numeric: true, widthPct: 19 },
  ];
  return {
    id: 'totals',
    title: 'Totals',
    body: [
      paragraph(
        html`${counted(all.orders, 'valid order')} brought revenue of ${price(all.revenue)}
        (${tableRef('totals')}).`,
        first !== null && last !== null && `Their purchase dates run from ${date(first)} to ${date(last)}.`,
        `The mean order is worth ${price(all.mean_order_value)}${mean ? ` (${between(mean, money)})` : ''} and the median order ${price(all.median_order_value)}${skewed ? ': a minority of large orders pulls the mean up' : ''}.`,
      ),
      paragraph(
        'The intervals in this section say how far chance alone could move a figure if the same shop were sampled again.',
        'Where groups are compared, the intervals are widened for the number of comparisons (Bonferroni), and a difference is reported as a finding only when its interval leaves out zero, or a ratio of 1.',
      ),
      table({
        id: 'totals',
        caption: 'Totals of the valid orders',
        ...sideBySide(columns, [
          ['Orders', count(all.orders)],
          ['Pieces sold', count(all.quantity)],
          [`Revenue (${CURRENCY})`, money(all.revenue)],
          [`Mean order value (${CURRENCY})`, money(all.mean_order_value)],
          [`Median order value (${CURRENCY})`, money(all.median_order_value)],
          ['Revenue on Saturday and Sunday', share(all.weekend_revenue_share)],
        ]),
      }),
    ],
  };
}

function itemsAndDays({ input, chart, figureRef }: OrdersWriter): Part {
  const { item_weekday: cells, rankings } = input.results.analysis;
  const tallest = largest(cells, (cell) => cell.quantity);
  const categories = rankings.categories.map((row) => `${readable(row.name)} (${share(row.share)})`);
  const weekend = weekendItems(cells);
  return {
    id: 'items-days',
    title: 'Items and weekdays',
    body: [
      paragraph(
        html`${figureRef('item-weekday-3d')} shows how many pieces of each item were sold on each weekday; the
        colour gives their revenue.`,
        tallest &&
          `To read it: the tallest bar stands for the ${counted(tallest.quantity, 'piece')} of ${tallest.item} in ${counted(tallest.orders, 'order')} placed on ${tallest.weekday_name}s.`,
        `By category, revenue comes from ${list(categories)}.`,
        weekend.length > 0
          ? `Some items sell more at the weekend than the others do, by the share of their orders: ${list(weekend.map(({ item, difference }) => `${item} (${points(difference.value)} percentage points more, ${between(difference, points)})`))}.`
          : 'No item is ordered at the weekend more than the others by a margin that chance could not explain.',
      ),
      chart({
        id: 'item-weekday-3d',
        caption: 'Pieces sold by item and weekday; the colour gives the revenue',
      }),
    ],
  };
}

function daysAndHours({ input, chart, figureRef }: OrdersWriter): Part {
  const { weekday_hour: cells, totals: all, rankings } = input.results.analysis;
  const { weekdays } = rankings;
  const [best, worst] = [weekdays.at(0), weekdays.at(-1)];
  const ratio = firstAgainstLast(weekdays);
  const weekend = revenueShare(weekdays, isWeekendDay);
  const busy = busyHours(cells);
  const orders = quartilesOf(cells.map((cell) => cell.orders));
  return {
    id: 'days-hours',
    title: 'Weekdays and hours',
    body: [
      paragraph(
        html`${figureRef('weekday-hour-heatmap')} shows when orders are placed.`,
        best &&
          worst &&
          (isRatioSupported(ratio)
            ? `${best.name} brings ${share(best.share)} of the revenue, ${oneDecimal(ratio.value)} times as much as ${worst.name} (${between(ratio, oneDecimal)}).`
            : `From ${worst.name} with ${share(worst.share)} of the revenue to ${best.name} with ${share(best.share)}, the weekdays do not differ by more than chance could explain.`),
        `Saturday and Sunday together bring ${share(all.weekend_revenue_share)}${weekend ? ` (${between(weekend, share)})` : ''}; two days of seven are ${share(WEEKEND_DAYS_SHARE)} of the week.`,
      ),
      paragraph(
        `The shortest span of the day with half of the revenue (${share(busy.share)}) is ${shopHours(busy.from, busy.to, all.first_purchase_date, all.last_purchase_date)}.`,
        `The orders carry UTC times, and so does the figure; the shops’ clocks are ahead of them.`,
        `Half of the cells hold ${count(orders.q1)} to ${counted(orders.q3, 'order')} each, so neighbouring shades may differ by chance: read the figure by its bands, not cell by cell.`,
      ),
      chart({
        id: 'weekday-hour-heatmap',
        caption: `Revenue by weekday and hour of purchase (UTC), in ${CURRENCY}`,
      }),
    ],
  };
}

export const business: OrdersSection = {
  id: 'business',
  title: 'Business results',
  write(writer) {
    if (writer.input.results.analysis.totals.orders === 0) {
      return { opening: notMeasured('any valid order had reached the analysis'), parts: [] };
    }
    const parts = [totals, itemsAndDays, daysAndHours, pareto, orderValues, cities];
    return { parts: parts.map((write) => write(writer)) };
  },
};
