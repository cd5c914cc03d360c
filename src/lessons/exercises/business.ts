import { type Exercise, largest, sharedRun } from './exercise.js';

export const BUSINESS_EXERCISES: readonly Exercise[] = [
  {
    id: '06-1',
    hint: 'the first bar of the Pareto chart, or the largest sum of amount_cents by item',
    answers: (lesson) =>
      largest(sharedRun(lesson).results.analysis.pareto.map(({ item, revenue }) => [item, revenue])),
  },
  {
    id: '06-2',
    hint: 'Saturday and Sunday have the weekday numbers 5 and 6; the answer is in percent of the revenue',
    tolerance: 0.005,
    answers: (lesson) => [sharedRun(lesson).results.analysis.totals.weekend_revenue_share * 100],
  },
  {
    id: '06-3',
    hint: 'group by sales_channel, and add up amount_cents',
    answers: (lesson) => {
      const { sales_channels: channels } = sharedRun(lesson).results.analysis.rankings;
      return largest(channels.map(({ name, revenue }) => [name, revenue]));
    },
  },
];
