import { PAYMENT_METHODS, SALES_CHANNELS } from '../data/catalogue.js';
import { medianInterval } from '../../../stats/median-interval.js';
import { fiveNumbers } from '../../../analysis/five-numbers.js';
import { fromCents } from './money.js';
import type { OrderTable } from './order-row.js';
import type { Analysis } from './results.js';
import { valuesByGroup } from '../../../analysis/table.js';

/** Order values of one channel and payment method, in cents. */
export interface ChannelPaymentValues {
  readonly sales_channel: string;
  readonly payment_method: string;
  readonly values: readonly number[];
}

/** Order values by channel and payment method, in the catalogue's order; what is not in it comes last. */
export function channelPaymentValues(kept: OrderTable): readonly ChannelPaymentValues[] {
  const position = (list: readonly string[], value: string) =>
    list.includes(value) ? list.indexOf(value) : list.length;
  return valuesByGroup(kept, ['sales_channel', 'payment_method'], 'amount_cents')
    .map(({ key, values }) => ({ ...key, values }))
    .sort(
      (a, b) =>
        position(SALES_CHANNELS, a.sales_channel) - position(SALES_CHANNELS, b.sales_channel) ||
        position(PAYMENT_METHODS, a.payment_method) - position(PAYMENT_METHODS, b.payment_method),
    );
}

/** What the intervals of all groups together may miss: divided among them (Bonferroni), so that groups can be compared. */
const ERROR_RATE = 0.05;

/** The distribution of the order value for each channel and payment method. */
export function channelPayment(groups: readonly ChannelPaymentValues[]): Analysis['channel_payment'] {
  return groups.map(({ sales_channel, payment_method, values }) => {
    const summary = fiveNumbers(values);
    const interval = medianInterval(values, 1 - ERROR_RATE / groups.length);
    return {
      sales_channel,
      payment_method,
      orders: values.length,
      min: fromCents(summary.min),
      q1: fromCents(summary.q1),
      median: fromCents(summary.median),
      ...(interval !== null && {
        median_low: fromCents(interval.low),
        median_high: fromCents(interval.high),
      }),
      q3: fromCents(summary.q3),
      max: fromCents(summary.max),
      mean: fromCents(values.reduce((sum, value) => sum + value, 0) / values.length),
      whisker_low: fromCents(summary.whiskerLow),
      whisker_high: fromCents(summary.whiskerHigh),
      outliers: summary.outliers,
    };
  });
}
