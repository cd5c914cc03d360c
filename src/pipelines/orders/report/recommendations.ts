import { sectionsOf } from '../record.js';
import { commitModel } from './batch-findings.js';
import { readable } from '../../../charts/text.js';
import {
  firstAgainstSecond,
  isDifferenceSupported,
  isRatioSupported,
  meanOrders,
  revenueShare,
  vitalCountRange,
  weekendItems,
} from './comparisons.js';
import { busyHours, detection, isWeekendDay, vitalItems, WEEKEND_DAYS_SHARE } from './findings.js';
import {
  between,
  counted,
  duration,
  list,
  money,
  seconds,
  share,
  twoDecimals,
} from '../../../report/format.js';
import { price } from './price.js';
import { shopHours } from './shop-hours.js';
import type { OrdersInput } from './types.js';

/**
 * What follows from the numbers, by rules: one function says something, or nothing when its case does not arise or the
 * data do not support it.
 */

type Advice = (input: OrdersInput) => string | undefined;

/** A 99th percentile of more than this many medians is a tail worth a look. */
const LONG_TAIL = 3;

const reconcileFirst: Advice = ({ record }) =>
  sectionsOf(record).ledger?.reconciled === false
    ? 'Find out why the ledger is not reconciled before relying on any other number of this report.'
    : undefined;

const refusedEvents: Advice = ({ record }) => {
  const refused = sectionsOf(record).producer?.sent_error ?? 0;
  return refused > 0
    ? `Look in the brokers’ logs for why ${counted(refused, 'event')} were not acknowledged, and send those events again.`
    : undefined;
};

const trigger: Advice = (input) => {
  const { experiment } = input;
  const model = commitModel(input);
  if (model?.fits !== true) return undefined;
  if (experiment.triggerIntervalSeconds > 0 && model.waitMs > model.batchMs) {
    return `Shorten the trigger interval of ${seconds(experiment.triggerIntervalSeconds)}, or start each batch as soon as the last is done: by the model above the median latency would come down from ${duration(model.waitMs + model.batchMs)} to about ${duration(model.asapMs)}.`;
  }
  const shorter =
    experiment.triggerIntervalSeconds > 0
      ? `; a shorter trigger interval would change nothing, because a batch takes ${duration(model.batchMs)}`
      : '';
  return `To reduce the latency to the committed file, reduce the duration of a batch (fewer tasks, fewer files or more cores)${shorter}.`;
};

const longTail: Advice = ({ record }) => {
  const { p50 = null, p99 = null } = sectionsOf(record).stream?.commit_ms ?? {};
  return p50 !== null && p99 !== null && p99 > LONG_TAIL * p50
    ? `Look into the tail: one event in a hundred takes longer than ${duration(p99)}, against ${duration(p50)} at the median. Compare the slowest batches with what else happened at their time.`
    : undefined;
};

const undetected: Advice = ({ results }) => {
  const { incomplete } = detection(results.analysis.quality);
  return incomplete.length > 0
    ? `Review the validity rules for ${list(incomplete.map((mode) => mode.mode))}: events with these faults passed them, or were found for another reason.`
    : undefined;
};

const cleaningIntoRules: Advice = ({ results }) => {
  const dropping = results.analysis.cleaning.dropped.filter((check) => check.rows > 0);
  return dropping.length > 0
    ? `Make the checks that dropped rows in cleaning (${list(dropping.map((check) => readable(check.reason)))}) rules of the streaming query, so that such orders are classified as invalid at once.`
    : undefined;
};

const stock: Advice = ({ results }) => {
  const { pareto } = results.analysis;
  const range = vitalCountRange(pareto);
  const vital = vitalItems(pareto);
  const last = vital.at(-1);
  // Of a range that has no vital few, every item matters, which is no advice.
  return last === undefined || range === undefined || range.most * 2 > pareto.length
    ? undefined
    : `Watch the stock of ${list(vital.map((row) => row.item))} first: ${counted(vital.length, 'item makes', 'items make')} ${share(last.cumulative_share)} of the revenue.`;
};

const capacity: Advice = ({ results }) => {
  const { rankings, totals, weekday_hour: cells } = results.analysis;
  const ratio = firstAgainstSecond(rankings.weekdays);
  const [best, second] = rankings.weekdays;
  if (best === undefined || second === undefined || !isRatioSupported(ratio)) return undefined;
  const busy = busyHours(cells);
  const span = shopHours(busy.from, busy.to, totals.first_purchase_date, totals.last_purchase_date);
  return `Plan the shops’ staff for ${best.name}, which brings ${twoDecimals(ratio.value)} times the revenue of ${second.name}, the next best day (${between(ratio, twoDecimals)}), and for the span from ${span}, in which ${share(busy.share)} of the revenue falls.`;
};

const weekend: Advice = ({ results }) => {
  const { rankings, item_weekday: cells } = results.analysis;
  const part = revenueShare(rankings.weekdays, isWeekendDay);
  if (part === undefined || part.low <= WEEKEND_DAYS_SHARE) return undefined;
  const items = weekendItems(cells).map(({ item }) => item);
  return `Deliver before the weekend${items.length > 0 ? ` (most of all ${list(items)})` : ''}: Saturday and Sunday bring ${share(part.value)} of the revenue (${between(part, share)}), more than their ${share(WEEKEND_DAYS_SHARE)} of the week.`;
};

const channel: Advice = ({ results }) => {
  const means = meanOrders(results.analysis.rankings.sales_channels);
  if (means === undefined || !isDifferenceSupported(means.difference)) return undefined;
  const { highest, lowest, difference } = means;
  return `Before moving customers to the ${readable(highest.name)} channel, find out why an order through it is worth ${price(difference.value)} more on average than one through the ${readable(lowest.name)} channel (${between(difference, money)}): the difference may come from the customers who order there rather than from the channel.`;
};

const said = (advice: readonly Advice[], input: OrdersInput): readonly string[] =>
  advice.map((advise) => advise(input)).filter((text) => text !== undefined);

export const technicalAdvice = (input: OrdersInput): readonly string[] =>
  said([reconcileFirst, refusedEvents, trigger, longTail, undetected, cleaningIntoRules], input);

export const businessAdvice = (input: OrdersInput): readonly string[] =>
  input.results.analysis.totals.orders === 0 ? [] : said([stock, capacity, weekend, channel], input);
