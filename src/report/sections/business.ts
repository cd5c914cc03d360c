import { readable } from '../../charts/text.js';
import { CURRENCY } from '../../orders/catalogue.js';
import { notMeasured, paragraph } from '../blocks.js';
import { busyHours, largest } from '../findings.js';
import { count, counted, date, hour, list, money, price, share } from '../format.js';
import { html } from '../html.js';
import type { Part, Section } from '../section.js';
import { sideBySide } from '../tables.js';
import type { Writer } from '../writer.js';
import { orderValues } from './order-values.js';
import { pareto } from './pareto.js';

function totals({ input, table, tableRef }: Writer): Part {
  const { totals: all } = input.results.analysis;
  const { first_purchase_date: first, last_purchase_date: last } = all;
  const skewed = all.mean_order_value > all.median_order_value;
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
        first !== null && last !== null && `They were placed from ${date(first)} to ${date(last)}.`,
        `The mean order is ${price(all.mean_order_value)} and the median ${price(all.median_order_value)}${skewed ? ': a minority of large orders pulls the mean up' : ''}.`,
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
          ['Revenue at the weekend', share(all.weekend_revenue_share)],
        ]),
      }),
    ],
  };
}

function itemsAndDays({ input, chart, figureRef }: Writer): Part {
  const { item_weekday: cells, pareto: items, rankings } = input.results.analysis;
  const mostSold = largest(items, (row) => row.quantity);
  const tallest = largest(cells, (cell) => cell.quantity);
  const richest = largest(cells, (cell) => cell.revenue);
  const categories = rankings.categories.map((row) => `${readable(row.name)} (${share(row.share)})`);
  return {
    id: 'items-days',
    title: 'What sells on which day',
    body: [
      paragraph(
        html`${figureRef('item-weekday-3d')} shows how many pieces of each item were sold on each weekday,
        and, by colour, what they brought.`,
        `By category, revenue comes from ${list(categories)}.`,
        mostSold && `The item sold most is ${mostSold.item} with ${counted(mostSold.quantity, 'piece')}.`,
        tallest &&
          `The tallest bar is ${tallest.item} on ${tallest.weekday_name} (${counted(tallest.quantity, 'piece')}).`,
        richest &&
          (richest === tallest
            ? `It is also the one with the highest revenue, ${price(richest.revenue)}.`
            : `The highest revenue is that of ${richest.item} on ${richest.weekday_name}, ${price(richest.revenue)}.`),
      ),
      chart({ id: 'item-weekday-3d', caption: 'Pieces sold by item and weekday; colour gives the revenue' }),
    ],
  };
}

function daysAndHours({ input, chart, figureRef }: Writer): Part {
  const { weekday_hour: cells, totals: all, rankings } = input.results.analysis;
  const [best] = rankings.weekdays;
  const worst = rankings.weekdays.at(-1);
  const [peakHour] = rankings.hours;
  const peak = largest(cells, (cell) => cell.revenue);
  const busy = busyHours(cells);
  return {
    id: 'days-hours',
    title: 'When it sells',
    body: [
      paragraph(
        html`${figureRef('weekday-hour-heatmap')} shows when the revenue comes in.`,
        best &&
          worst &&
          `The best day is ${best.name} with ${share(best.share)} of it, the weakest ${worst.name} with ${share(worst.share)}; Saturday and Sunday together make ${share(all.weekend_revenue_share)}.`,
        peakHour &&
          `Over the whole week the strongest hour starts at ${peakHour.name} (${share(peakHour.share)}).`,
        `Half of all revenue (${share(busy.share)}) falls between ${hour(busy.from)} and ${hour(busy.to)}.`,
        peak &&
          `The single strongest cell is ${peak.weekday_name}, ${hour(peak.hour_of_day)} to ${hour(peak.hour_of_day + 1)}, with ${price(peak.revenue)} from ${counted(peak.orders, 'order')}.`,
      ),
      chart({
        id: 'weekday-hour-heatmap',
        caption: `Revenue by weekday and hour of purchase (UTC), in ${CURRENCY}`,
      }),
    ],
  };
}

/** Mean orders that differ by less than this factor between cities are alike. */
const ALIKE = 1.25;

function cities({ input, table, tableRef }: Writer): Part {
  const { revenue } = input.results.analysis.totals;
  const rows = input.results.analysis.cities
    .filter((row) => row.orders > 0)
    .map((row) => ({ ...row, share: row.revenue / revenue, meanOrder: row.revenue / row.orders }));
  const [first] = rows;
  const highest = largest(rows, (row) => row.meanOrder);
  const lowest = largest(rows, (row) => -row.meanOrder);
  return {
    id: 'cities',
    title: 'Where it sells',
    body: [
      paragraph(
        html`${tableRef('cities')} ranks the cities.`,
        first && `${first.store_city} leads with ${share(first.share)} of the revenue.`,
        highest &&
          lowest &&
          `A mean order is worth between ${price(lowest.meanOrder)} (${lowest.store_city}) and ${price(highest.meanOrder)} (${highest.store_city}), so cities differ ${
            highest.meanOrder < lowest.meanOrder * ALIKE
              ? 'in how many orders they bring rather than in what an order is worth'
              : 'in what an order is worth, too'
          }.`,
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
          share(row.share),
          money(row.meanOrder),
        ]),
      }),
    ],
  };
}

export function business(writer: Writer): Section {
  const heading = { id: 'business', title: 'Business results' } as const;
  if (writer.input.results.analysis.totals.orders === 0) {
    return { ...heading, opening: notMeasured('any valid order had reached the analysis'), parts: [] };
  }
  const parts = [totals, itemsAndDays, daysAndHours, pareto, orderValues, cities];
  return { ...heading, parts: parts.map((write) => write(writer)) };
}
