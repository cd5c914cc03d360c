import { sectionsOf } from '../record.js';
import { sum } from '../../../core/lists.js';
import type { Percentiles } from '../../../stats/percentiles.js';
import type { LatencySection } from '../../../runs/stream-sections.js';
import { notMeasured, paragraph } from '../../../report/blocks.js';
import { commitModel } from './batch-findings.js';
import {
  count,
  duration,
  milliseconds,
  oneDecimal,
  seconds,
  share,
  shareOf,
} from '../../../report/format.js';
import { html, type Html } from '../../../core/html.js';
import { nonPositiveNote, PERCENTILE_COLUMNS, percentileCells } from '../../../report/percentile-columns.js';
import type { Part } from '../../../report/section.js';
import type { OrdersInput, OrdersWriter } from './types.js';

function tail({ p50, p99 }: Percentiles): string | undefined {
  if (p50 === null || p99 === null || p50 === 0) return undefined;
  return `The 99th percentile of the latency to the committed file is ${oneDecimal(p99 / p50)} times its median.`;
}

/** What the time to a committed file is made of: {@link commitModel} against what was measured. */
function explanation(input: OrdersInput): Html | undefined {
  const model = commitModel(input);
  if (model === undefined) return undefined;
  const { waitMs, batchMs, measuredMs, fits } = model;
  const interval = input.experiment.triggerIntervalSeconds;
  const spacing =
    interval === 0
      ? 'Batches follow each other without a gap'
      : `A batch starts every ${seconds(interval)}, or later if the last one is still running`;
  return paragraph(
    'A simple model explains the median.',
    `${spacing}, so an event that arrives at any moment waits half that spacing on average, ${duration(waitMs)}, and is then part of a batch; half of the events are in batches that take ${duration(batchMs)} or less.`,
    `Together that gives ${duration(waitMs + batchMs)}; the measured median is ${duration(measuredMs)}, ${shareOf(measuredMs, waitMs + batchMs)} of the model.`,
    !fits && 'They are too far apart for the model to hold: something else is at work here.',
    fits &&
      (waitMs > batchMs
        ? `Waiting for the trigger is ${share(waitMs / (waitMs + batchMs))} of the model: the trigger determines the latency, not the work.`
        : 'The duration of a batch counts one and a half times: half of it while an event waits for the batch before to end, and all of it in its own batch.'),
  );
}

/** The stages of an event's way, in words; and why the difference of the timestamps of one can be zero or less. */
const STAGES: readonly {
  readonly key: keyof LatencySection['stages'];
  readonly name: string;
  readonly cause?: string;
}[] = [
  {
    key: 'intended_to_sent',
    name: 'Scheduled to sent',
    cause:
      'send times less than half a millisecond apart are served together, so an event may leave that much early',
  },
  {
    key: 'sent_to_appended',
    name: 'Sent to appended',
    cause: 'the broker’s timestamp has whole milliseconds, rounded down, and the producer’s has microseconds',
  },
  { key: 'appended_to_acked', name: 'Appended to acknowledged' },
  {
    key: 'appended_to_batch_start',
    name: 'Appended to batch start',
    cause:
      'a micro-batch fixes the offsets it takes shortly after its start, so events that are appended in between belong to it',
  },
  { key: 'batch_start_to_committed', name: 'Batch start to committed file' },
];

function byStage(
  { stages, corrected_ms: whole, batch_wait_explained_ms: explained }: LatencySection,
  { table, tableRef, chart, figureRef }: Pick<OrdersWriter, 'table' | 'tableRef' | 'chart' | 'figureRef'>,
): Html {
  const measured = STAGES.map((stage) => ({ ...stage, values: stages[stage.key] })).filter(
    ({ values }) => values.count > 0,
  );
  const waited = stages.appended_to_batch_start;
  const way = measured.filter(({ key }) => key !== 'appended_to_acked');
  const wholeP95 = whole.p95;
  const sums =
    wholeP95 === null
      ? ''
      : `: the 95th percentiles of the stages add up to ${duration(sum(way, ({ values }) => values.p95 ?? 0))}, and the 95th percentile of the whole, from the scheduled send time, is ${duration(wholeP95)}`;
  const hasMeans = measured.every(({ values }) => typeof values.mean === 'number');
  return html`${paragraph(
    html`${tableRef('stages')} and ${figureRef('latency-stages')} divide the latency by the timestamps of each
    event: its scheduled send time, the sending, the append by the broker, the acknowledgement, the start of
    the micro-batch that took it, and the commit of its file.`,
    'The acknowledgement travels back while the event waits for its batch, so that stage adds nothing to the whole.',
    hasMeans && 'The means of the other stages add up to the mean of the whole.',
    `Percentiles do not add up, because an event that is slow in one stage need not be slow in another${sums}.`,
    waited.count > 0 &&
      explained.p50 !== null &&
      html`If events were spread evenly between the starts of the micro-batches, they would wait
      ${duration(explained.p50)} for a batch at the median and ${duration(explained.p95)} at the 95th
      percentile; ${duration(waited.p50)} and ${duration(waited.p95)} were measured.`,
  )}
  ${table({
    id: 'stages',
    caption: 'Latency by stages (ms)',
    columns: [
      { head: 'Stage', widthPct: 30 },
      { head: 'Events', numeric: true },
      ...(hasMeans ? [{ head: 'mean', numeric: true, widthPct: 8 }] : []),
      ...PERCENTILE_COLUMNS,
    ],
    rows: measured.map(({ name, values }) => [
      name,
      count(values.count),
      ...(hasMeans ? [milliseconds(values.mean ?? null)] : []),
      ...percentileCells(values),
    ]),
    note: nonPositiveNote(...measured),
  })}
  ${chart({
    id: 'latency-stages',
    caption: hasMeans
      ? 'Mean latency by stages, end to end, and the percentiles of each stage by itself'
      : 'Percentiles of the latency by stages, each by itself: they do not add up',
  })}`;
}

export function latency({ input, table, tableRef, chart, figureRef }: OrdersWriter): Part {
  const heading = { id: 'latency', title: 'Latency' };
  const { producer, consumer, stream, latency: stages } = sectionsOf(input.record);
  const latencies = [
    producer && { until: 'Acknowledgement', values: producer.ack_ms },
    consumer && { until: 'Tracker', values: consumer.end_to_end_ms },
    stream && { until: 'Committed file', values: stream.commit_ms },
    stages && { until: 'Committed file, from schedule', values: stages.corrected_ms },
  ].filter((each) => each !== undefined);
  if (latencies.length === 0) return { ...heading, body: notMeasured('a latency was measured') };
  return {
    ...heading,
    body: [
      paragraph(
        html`${tableRef('latency')} and ${figureRef('latency-percentiles')} compare the three latencies. Only
        events after the ramp-up count.`,
        stream && tail(stream.commit_ms),
        stages &&
          'The last row counts from the scheduled send time of an event, so it also includes any delay of a sender that falls behind its schedule.',
      ),
      table({
        id: 'latency',
        caption: 'Latency since an event was sent (ms)',
        columns: [{ head: 'Until', widthPct: 28 }, { head: 'Events', numeric: true }, ...PERCENTILE_COLUMNS],
        rows: latencies.map(({ until, values }) => [until, count(values.count), ...percentileCells(values)]),
        note: nonPositiveNote(...latencies.map(({ until, values }) => ({ name: until, values }))),
      }),
      chart({
        id: 'latency-percentiles',
        caption: 'Latency at each percentile, after the ramp-up; the axis gives more room to the tail',
      }),
      explanation(input),
      stages && byStage(stages, { table, tableRef, chart, figureRef }),
    ],
  };
}
