import { commitModel, drift } from '../batch-findings.js';
import { bad, bullets, notMeasured, numbered, paragraph, statement } from '../blocks.js';
import { busyHours, detection, plannedLoad, vitalItems, VITAL_SHARE } from '../findings.js';
import {
  counted,
  duration,
  exact,
  hour,
  oneDecimal,
  rate,
  seconds,
  share,
  shareOf,
  wholeShare,
} from '../format.js';
import { html, type Html } from '../html.js';
import type { ReportInput } from '../input.js';
import { businessAdvice, technicalAdvice } from '../recommendations.js';
import { sectionRef, type Part, type Section } from '../section.js';
import type { Writer } from '../writer.js';

/** A producer that reaches this share of the asked rate has kept up: the rest is the last slot's rounding. */
const KEPT_UP = 0.98;

/** Batches whose duration changes by more than this factor from one half of the run to the other are not steady. */
const STEADY = 1.25;

/** An uneven spread of demand: the best day brings this many times what the weakest does. */
const UNEVEN = 1.5;

/** What sets the time to a committed file, and what the trigger costs. */
function dominance(input: ReportInput): Html | undefined {
  const model = commitModel(input);
  if (model?.fits !== true) return undefined;
  const { waitMs, batchMs, asapMs } = model;
  const { triggerIntervalSeconds: interval } = input.experiment;
  if (waitMs > batchMs) {
    return statement(
      'The trigger sets this time:',
      `with a batch every ${seconds(interval)} an event waits ${duration(waitMs)} on average, ${shareOf(waitMs, waitMs + batchMs)} of the whole.`,
      `Were each batch started as soon as the last is done, waiting and batch together would take about ${duration(asapMs)}; the trigger costs the remaining ${duration(waitMs + batchMs - asapMs)}.`,
    );
  }
  return statement(
    'The batch sets this time:',
    `an event waits for the next batch and takes part in one, of ${duration(batchMs)} at the median.`,
    interval === 0 && 'Waiting for a trigger plays no part.',
  );
}

/** Answers in the terms of every experiment: was the load carried, was it carried whole, and how long did it take? */
function answer({ input }: Writer): Part {
  const heading = { id: 'answer', title: 'Answer to the question' };
  const { producer, stream, ledger } = input.record;
  if (producer === undefined || stream === undefined || ledger === undefined) {
    return { ...heading, body: notMeasured('it could answer its question') };
  }
  const { eventsPerSecond } = plannedLoad(input.experiment);
  const reached = producer.throughput_eps / eventsPerSecond;
  const planned = `the planned ${exact(eventsPerSecond)} events a second`;
  const { p50, p95, p99 } = stream.commit_ms;
  return {
    ...heading,
    body: [
      html`<blockquote>${input.experiment.question}</blockquote>`,
      paragraph(
        html`Over ${seconds(input.experiment.durationSeconds)} the pipeline carried
        ${reached >= KEPT_UP ? planned : `${rate(producer.throughput_eps)} of ${planned} (${share(reached)})`},
        ${ledger.balanced ? `without losing or doubling one of its ${counted(ledger.acked, 'event')}` : bad('but its ledger does not balance')}.`,
        `An order could be read from its file ${duration(p50)} after it was sent at the median, 95% of all orders within ${duration(p95)} and 99% within ${duration(p99)}.`,
        dominance(input),
      ),
    ],
  };
}

function transport({ record: { consumer, stream } }: ReportInput): Html | undefined {
  const kafkaMs = consumer?.end_to_end_ms.p50 ?? null;
  const fileMs = stream?.commit_ms.p50 ?? null;
  if (kafkaMs === null || fileMs === null) return undefined;
  return statement(
    kafkaMs < fileMs / 2 ? 'Carrying is cheap, processing is not.' : 'Carrying is a large part of the way.',
    `The tracker has an event after ${duration(kafkaMs)} at the median, ${shareOf(kafkaMs, fileMs)} of what it takes until the event is in a committed file.`,
  );
}

function steadiness(input: ReportInput): Html | undefined {
  const halves = drift(input);
  if (halves === undefined) return undefined;
  const { firstMs, secondMs } = halves;
  const times = `The median batch took ${duration(firstMs)} in the first half of the run and ${duration(secondMs)} in the second`;
  if (secondMs > firstMs * STEADY) {
    return statement('The query slows down.', `${times}; a longer run would show whether it settles.`);
  }
  if (firstMs > secondMs * STEADY) {
    return statement('The query was still warming up.', `${times}; a longer run would come out faster.`);
  }
  return statement('The query is steady.', `${times}: nothing piled up.`);
}

function rules({ results }: ReportInput): Html | undefined {
  const { injected, detected, incomplete, falseAlarms } = detection(results.analysis.quality);
  if (injected === 0) return undefined;
  return statement(
    incomplete.length === 0 && falseAlarms === 0
      ? 'The validity rules tell wrong from right.'
      : 'The validity rules do not fully tell wrong from right.',
    `${shareOf(detected, injected)} of the injected errors were found for all their reasons, with ${counted(falseAlarms, 'false alarm')}.`,
  );
}

function concentration({ results }: ReportInput): Html | undefined {
  const { pareto } = results.analysis;
  const vital = vitalItems(pareto);
  const [first] = vital;
  if (first === undefined) return undefined;
  return statement(
    vital.length * 2 <= pareto.length ? 'Revenue is concentrated.' : 'Revenue is spread over the range.',
    `${vital.length} of ${pareto.length} items are needed to reach ${wholeShare(VITAL_SHARE)} of it; the first, ${first.item}, makes ${share(first.share)}.`,
  );
}

function demand({ results }: ReportInput): Html | undefined {
  const { weekdays } = results.analysis.rankings;
  const [best, worst] = [weekdays[0], weekdays.at(-1)];
  if (best === undefined || worst === undefined) return undefined;
  const busy = busyHours(results.analysis.weekday_hour);
  const times = best.revenue / worst.revenue;
  return statement(
    times >= UNEVEN ? 'Demand has its days and hours.' : 'Demand is even over the week.',
    `${best.name} brings ${oneDecimal(times)} times the revenue of ${worst.name}, and ${counted(busy.to - busy.from, 'hour')} of the day, from ${hour(busy.from)} to ${hour(busy.to)}, bring half of it.`,
  );
}

function furtherConclusions({ input }: Writer): Part {
  const drawn = [transport, steadiness, rules, concentration, demand].map((conclude) => conclude(input));
  const some = drawn.filter((conclusion) => conclusion !== undefined);
  return {
    id: 'drawn',
    title: 'Further conclusions',
    body: some.length > 0 ? numbered(some) : notMeasured('anything could be concluded from it'),
  };
}

function recommendations({ input }: Writer): Part {
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
      pipeline.length + shop.length === 0 && notMeasured('anything could be recommended'),
    ],
  };
}

export const conclusions = (writer: Writer): Section => ({
  id: 'conclusions',
  title: 'Conclusions and recommendations',
  parts: [answer(writer), furtherConclusions(writer), recommendations(writer)],
});
