import type { DataFrame } from 'danfojs-node';
import { orderFrame, withoutFaults } from '../frames.js';
import { largest, sharedRun } from '../../../../notebooks/exercises/exercise.js';
import type { OrdersExercise } from './solutions.js';

/** The hour in which the orders brought in the most. */
function bestHour(orders: DataFrame): number {
  const hours = orders.column('hour_of_day').values as readonly number[];
  const amounts = orders.column('amount_cents').values as readonly number[];
  const revenue = new Map<number, number>();
  hours.forEach((hour, index) => revenue.set(hour, (revenue.get(hour) ?? 0) + (amounts[index] ?? 0)));
  return largest(revenue)[0] ?? NaN;
}

export const BUSINESS_EXERCISES: readonly OrdersExercise[] = [
  {
    id: '06-1',
    hint: 'the first bar of the Pareto chart, or the largest sum of amount_cents by item',
    answers: (sandbox) =>
      largest(sharedRun(sandbox).results.analysis.pareto.map(({ item, revenue }) => [item, revenue])),
  },
  {
    id: '06-2',
    hint: 'Saturday and Sunday have the weekday numbers 5 and 6; the answer is in percent of the revenue',
    tolerance: 0.005,
    answers: (sandbox) => [sharedRun(sandbox).results.analysis.totals.weekend_revenue_share * 100],
  },
  {
    id: '06-3',
    hint: 'group by sales_channel, and add up amount_cents',
    answers: (sandbox) => {
      const { sales_channels: channels } = sharedRun(sandbox).results.analysis.rankings;
      return largest(channels.map(({ name, revenue }) => [name, revenue]));
    },
  },
  {
    id: '06-4',
    hint: 'group by hour_of_day and add up amount_cents, as above by item; then sort, and take the first row',
    async trials(sandbox) {
      const orders = withoutFaults(await orderFrame(sharedRun(sandbox)));
      const evening = orders.query(orders.column('hour_of_day').ge(18));
      return [
        { describes: 'your orders', given: [orders], expected: bestHour(orders) },
        { describes: 'your orders from 18:00 on', given: [evening], expected: bestHour(evening) },
      ];
    },
  },
];
