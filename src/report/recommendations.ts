import { commitModel } from './batch-findings.js';
import { readable } from '../charts/text.js';
import { busyHours, detection, largest, vitalItems } from './findings.js';
import { counted, duration, hour, list, price, seconds, share } from './format.js';
import type { ReportInput } from './input.js';

/** What follows from the numbers, by rules: one function says something, or nothing when its case does not arise. */

type Advice = (input: ReportInput) => string | undefined;

/** A 99th percentile of more than this many medians is a tail worth a look. */
const LONG_TAIL = 3;

/** The share of the week that Saturday and Sunday are. */
const WEEKEND_DAYS_SHARE = 2 / 7;

const balanceFirst: Advice = ({ record: { ledger } }) =>
  ledger?.balanced === false
    ? 'Find out why the ledger does not balance before relying on any other number of this report.'
    : undefined;

const refusedEvents: Advice = ({ record: { producer } }) =>
  producer !== undefined && producer.sent_error > 0
    ? `Look in the brokers’ logs for the cause of ${counted(producer.sent_error, 'event')} without acknowledgement, and send those events again.`
    : undefined;

const trigger: Advice = (input) => {
  const { experiment } = input;
  const model = commitModel(input);
  if (model?.fits !== true) return undefined;
  if (experiment.triggerIntervalSeconds > 0 && model.waitMs > model.batchMs) {
    return `Shorten the trigger interval of ${seconds(experiment.triggerIntervalSeconds)}, or start each batch as soon as the last is done: by the same account the median would come down from ${duration(model.waitMs + model.batchMs)} to about ${duration(model.asapMs)}.`;
  }
  return `To shorten the way to the file, make a batch cheaper, with fewer tasks, fewer files or more cores; a batch of ${duration(model.batchMs)} leaves nothing to gain from the trigger.`;
};

const longTail: Advice = ({ record: { stream } }) => {
  const { p50 = null, p99 = null } = stream?.commit_ms ?? {};
  return p50 !== null && p99 !== null && p99 > LONG_TAIL * p50
    ? `Look into the tail: one event in a hundred takes longer than ${duration(p99)}, against ${duration(p50)} at the median. The largest batches are the first suspects.`
    : undefined;
};

const undetected: Advice = ({ results }) => {
  const { incomplete } = detection(results.analysis.quality);
  return incomplete.length > 0
    ? `Review the validity rules for ${list(incomplete.map((mode) => mode.mode))}: events of these modes got past them, or were found for another reason.`
    : undefined;
};

const cleaningIntoRules: Advice = ({ results }) => {
  const dropping = results.analysis.cleaning.dropped.filter((check) => check.rows > 0);
  return dropping.length > 0
    ? `Make the checks that dropped rows in cleaning (${list(dropping.map((check) => readable(check.reason)))}) rules of the streaming query, so that such orders are set apart at once.`
    : undefined;
};

const stock: Advice = ({ results }) => {
  const vital = vitalItems(results.analysis.pareto);
  const last = vital.at(-1);
  return last === undefined
    ? undefined
    : `Never run out of ${list(vital.map((row) => row.item))}: they make ${share(last.cumulative_share)} of the revenue.`;
};

const staffing: Advice = ({ results }) => {
  const busy = busyHours(results.analysis.weekday_hour);
  const [best] = results.analysis.rankings.weekdays;
  return best === undefined
    ? undefined
    : `Staff the shops and size the pipeline for ${best.name} and for the hours from ${hour(busy.from)} to ${hour(busy.to)}, which bring ${share(busy.share)} of the revenue.`;
};

const weekend: Advice = ({ results }) => {
  const part = results.analysis.totals.weekend_revenue_share;
  return part > WEEKEND_DAYS_SHARE
    ? `Deliver before the weekend: its two days bring ${share(part)} of the revenue, more than their ${share(WEEKEND_DAYS_SHARE)} of the week.`
    : undefined;
};

const channel: Advice = ({ results }) => {
  const channels = results.analysis.rankings.sales_channels.map(({ name, orders, revenue }) => ({
    name,
    mean: revenue / orders,
  }));
  const best = largest(channels, ({ mean }) => mean);
  const worst = largest(channels, ({ mean }) => -mean);
  return best === undefined || worst === undefined || best === worst
    ? undefined
    : `Lead customers to the channel ${best.name}, where a mean order is worth ${price(best.mean)} against ${price(worst.mean)} for ${worst.name}.`;
};

const said = (advice: readonly Advice[], input: ReportInput): readonly string[] =>
  advice.map((advise) => advise(input)).filter((text) => text !== undefined);

export const technicalAdvice = (input: ReportInput): readonly string[] =>
  said([balanceFirst, refusedEvents, trigger, longTail, undetected, cleaningIntoRules], input);

export const businessAdvice = (input: ReportInput): readonly string[] =>
  input.results.analysis.totals.orders === 0 ? [] : said([stock, staffing, weekend, channel], input);
