import { sectionsOf } from '../record.js';
import { proportion } from '../../../stats/proportion.js';
import type { MedianInterval } from '../../../stats/median-interval.js';
import { burst, commitModel, drift } from './batch-findings.js';
import { bad, bullets, notMeasured, numbered, paragraph, statement } from '../../../report/blocks.js';
import { firstAgainstLast, isRatioSupported, vitalCountRange } from './comparisons.js';
import { detection, plannedLoad, VITAL_SHARE } from './findings.js';
import {
  between,
  count,
  counted,
  duration,
  exact,
  oneDecimal,
  rate,
  seconds,
  share,
  shareOf,
  wholeShare,
} from '../../../report/format.js';
import { html, type Html } from '../../../core/html.js';
import { businessAdvice, technicalAdvice } from './recommendations.js';
import type { Part } from '../../../report/section.js';
import type { OrdersInput, OrdersSection, OrdersWriter } from './types.js';

/** A producer that reaches this share of the planned rate has kept up: the rest is rounding of the last send time. */
const KEPT_UP = 0.98;

/** What sets the time to a committed file, and what the trigger costs. */
function dominance(input: OrdersInput): Html | undefined {
  const model = commitModel(input);
  if (model?.fits !== true) return undefined;
  const { waitMs, batchMs, asapMs } = model;
  const { triggerIntervalSeconds: interval } = input.experiment;
  if (waitMs > batchMs) {
    return statement(
      'The trigger determines this latency:',
      `with a batch every ${seconds(interval)} an event waits ${duration(waitMs)} on average, ${shareOf(waitMs, waitMs + batchMs)} of waiting and batch together.`,
      `If each batch started as soon as the last is done, waiting and batch together would take about ${duration(asapMs)}; the trigger costs the remaining ${duration(waitMs + batchMs - asapMs)}.`,
    );
  }
  return statement(
    'The duration of a batch determines this latency:',
    `an event waits for the next batch and is then part of it, and half of the events are in batches that take ${duration(batchMs)} or less.`,
    interval === 0 && 'No trigger interval adds to that.',
  );
}

/** Whether micro-batches took longer while the load was higher. */
function burstText(input: OrdersInput): string | undefined {
  const found = burst(input);
  if (found === undefined) return undefined;
  const { fromSecond, toSecond, inside, outside } = found;
  const of = (interval: MedianInterval) =>
    `${duration(interval.median)} (${between(interval, duration)}, ${counted(interval.values, 'batch', 'batches')})`;
  const verdict =
    inside.low > outside.high
      ? 'they took longer'
      : inside.high < outside.low
        ? 'they took less time'
        : 'a difference is not shown';
  return `From second ${exact(fromSecond)} to ${exact(toSecond)} the load was higher: the median micro-batch took ${of(inside)} then and ${of(outside)} otherwise, so ${verdict}.`;
}

/** Whether the injected faults were found; nothing when none was injected. */
function faultsText({ results }: OrdersInput): string | undefined {
  const { injected, detected } = detection(results.analysis.quality);
  if (injected === 0) return undefined;
  return `The validity rules found ${detected === injected ? `all ${count(injected)}` : `${count(detected)} of ${count(injected)}`} injected faults.`;
}

/** Answers in the terms of every experiment: was the load carried, was it carried whole, and how long did it take? */
function answer({ input }: OrdersWriter): Part {
  const heading = { id: 'answer', title: 'Answer to the question' };
  const { producer, stream, ledger } = sectionsOf(input.record);
  if (producer === undefined || stream === undefined || ledger === undefined) {
    return { ...heading, body: notMeasured('it could answer its question') };
  }
  const planned = plannedLoad(input.experiment);
  const reached = producer.throughput_eps / planned.eventsPerSecond;
  const isVaried = planned.pace.endsWith('on average');
  const load = `the planned ${isVaried ? rate(planned.eventsPerSecond) : exact(planned.eventsPerSecond)} events per second${isVaried ? ' (on average)' : ''}`;
  const { p50, p95, p99 } = stream.commit_ms;
  const whole = `without losing or duplicating one of its ${counted(ledger.acked, 'event')}`;
  return {
    ...heading,
    body: [
      html`<blockquote>${input.experiment.question}</blockquote>`,
      paragraph(
        input.experiment.backlog
          ? `The producers sent ${rate(producer.throughput_eps)} events per second and the pipeline then carried all of them,`
          : `Over ${seconds(input.experiment.durationSeconds)} the pipeline carried ${reached >= KEPT_UP ? load : `${rate(producer.throughput_eps)} of ${load} (${share(reached)})`},`,
        html`${ledger.reconciled ? whole : bad('but its ledger is not reconciled')}.`,
        `An order could be read from a committed file ${duration(p50)} after it was sent at the median, 95% of all orders within ${duration(p95)} and 99% within ${duration(p99)}.`,
        burstText(input),
        faultsText(input),
        dominance(input),
      ),
    ],
  };
}

function transport({ record }: OrdersInput): Html | undefined {
  const { consumer, stream } = sectionsOf(record);
  const kafkaMs = consumer?.end_to_end_ms.p50 ?? null;
  const fileMs = stream?.commit_ms.p50 ?? null;
  if (kafkaMs === null || fileMs === null) return undefined;
  return statement(
    kafkaMs < fileMs / 2
      ? 'Most of the latency arises after Kafka.'
      : 'Much of the latency arises before Spark.',
    `The median latency to the tracker, which reads the same topic, is ${duration(kafkaMs)}; to the committed file it is ${duration(fileMs)}.`,
  );
}

function steadiness(input: OrdersInput): Html | undefined {
  const halves = drift(input);
  if (halves === undefined) return undefined;
  const { first, second, change } = halves;
  const times = `The median batch (every batch counting once) took ${duration(first.median)} in the first half of the run (${between(first, duration)}, ${counted(first.values, 'batch', 'batches')}) and ${duration(second.median)} in the second (${between(second, duration)}, ${counted(second.values, 'batch', 'batches')})`;
  switch (change) {
    case 'slower':
      return statement('Batches became slower.', `${times}; a longer run would show whether they settle.`);
    case 'faster':
      return statement(
        'Batches became faster.',
        `${times}; the start was slow, and a longer ramp-up would leave more of it out of the percentiles.`,
      );
    case 'steady':
      return statement('Batches kept their duration.', `${times}.`);
    case 'undecided':
      return statement(
        'The data do not show whether batches became slower or faster.',
        `${times}; these intervals are compatible with either.`,
      );
    case 'too few batches':
      return statement(
        'There were too few batches to see whether their duration changed.',
        `The run had ${counted(first.values + second.values, 'batch', 'batches')} after the ramp-up, which is not enough to compare its halves.`,
      );
  }
}

function rules({ results }: OrdersInput): Html | undefined {
  const { injected, detected, incomplete, falseAlarms, valid } = detection(results.analysis.quality);
  const found = proportion(detected, injected);
  if (found === null) return undefined;
  const wrongly = proportion(falseAlarms, valid);
  return statement(
    incomplete.length === 0 && falseAlarms === 0
      ? 'The validity rules separate valid from invalid orders.'
      : 'The validity rules do not fully separate valid from invalid orders.',
    `They found ${count(detected)} of ${count(injected)} injected errors for every reason (${share(found.value)}, ${between(found, share)}),`,
    wrongly === null
      ? 'and there were no valid orders to misclassify.'
      : `and ${falseAlarms === 0 ? 'none' : count(falseAlarms)} of ${counted(valid, 'valid order')} ${falseAlarms > 1 ? 'were' : 'was'} classified as invalid (at most ${share(wrongly.high)} at 95% confidence).`,
  );
}

function concentration({ results }: OrdersInput): Html | undefined {
  const { pareto } = results.analysis;
  const range = vitalCountRange(pareto);
  if (range === undefined) return undefined;
  const needed =
    range.least === range.most
      ? counted(range.least, 'item')
      : `${range.least} to ${counted(range.most, 'item')}`;
  return statement(
    range.most * 2 <= pareto.length ? 'Revenue is concentrated.' : 'Revenue is spread over the range.',
    `It takes ${needed} of ${pareto.length} to reach ${wholeShare(VITAL_SHARE)} of it${range.least === range.most ? '' : ', depending on the sample'}.`,
  );
}

function demand({ results }: OrdersInput): Html | undefined {
  const { weekdays } = results.analysis.rankings;
  const [best, worst] = [weekdays[0], weekdays.at(-1)];
  const ratio = firstAgainstLast(weekdays);
  if (best === undefined || worst === undefined || ratio === undefined) return undefined;
  return isRatioSupported(ratio)
    ? statement(
        'Demand differs between weekdays.',
        `${best.name} brings ${oneDecimal(ratio.value)} times the revenue of ${worst.name} (${between(ratio, oneDecimal)}).`,
      )
    : statement(
        'No difference between weekdays is shown.',
        `Even between ${best.name} and ${worst.name} the ratio of revenues (${between(ratio, oneDecimal)}) includes 1.`,
      );
}

function furtherConclusions({ input }: OrdersWriter): Part {
  const drawn = [transport, steadiness, rules, concentration, demand].map((conclude) => conclude(input));
  const some = drawn.filter((conclusion) => conclusion !== undefined);
  return {
    id: 'drawn',
    title: 'Further conclusions',
    body: some.length > 0 ? numbered(some) : notMeasured('anything could be concluded from it'),
  };
}

function recommendations({ input, sectionRef }: OrdersWriter): Part {
  const [pipeline, shop] = [technicalAdvice(input), businessAdvice(input)];
  return {
    id: 'recommendations',
    title: 'Recommendations',
    body: [
      pipeline.length > 0 && [paragraph('For the pipeline:'), bullets(pipeline)],
      shop.length > 0 && [
        paragraph(html`For the shop, within the limits that ${sectionRef('limits')} sets:`),
        bullets(shop),
      ],
      pipeline.length + shop.length === 0 && paragraph('The data support no recommendation.'),
    ],
  };
}

export const conclusions: OrdersSection = {
  id: 'conclusions',
  title: 'Conclusions and recommendations',
  write: (writer) => ({ parts: [answer(writer), furtherConclusions(writer), recommendations(writer)] }),
};
