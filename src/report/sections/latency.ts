import type { Percentiles } from '../../metrics/percentiles.js';
import type { LatencySection } from '../../runs/record.js';
import { notMeasured, paragraph } from '../blocks.js';
import { commitModel } from '../batch-findings.js';
import { count, duration, oneDecimal, seconds, share, shareOf } from '../format.js';
import { html, type Html } from '../html.js';
import type { ReportInput } from '../input.js';
import { nonPositiveNote, PERCENTILE_COLUMNS, percentileCells } from '../percentile-columns.js';
import type { Part } from '../section.js';
import type { Writer } from '../writer.js';

function tail({ p50, p99 }: Percentiles): string | undefined {
  if (p50 === null || p99 === null || p50 === 0) return undefined;
  return `The 99th percentile of the committed file is ${oneDecimal(p99 / p50)} times its median.`;
}

/** What the time to a committed file is made of: {@link commitModel} against what was measured. */
function explanation(input: ReportInput): Html | undefined {
  const model = commitModel(input);
  if (model === undefined) return undefined;
  const { waitMs, batchMs, measuredMs, fits } = model;
  const interval = input.experiment.triggerIntervalSeconds;
  const spacing =
    interval === 0
      ? 'Batches follow each other without a gap'
      : `A batch starts every ${seconds(interval)}, or later if the last one is still running`;
  return paragraph(
    'What is this time made of?',
    `${spacing}, so an event that arrives at any moment waits half that spacing on average, ${duration(waitMs)}, and then takes part in a batch of ${duration(batchMs)}, the median when every event counts its own batch.`,
    `This simple account gives ${duration(waitMs + batchMs)}; the measured median is ${duration(measuredMs)}, ${shareOf(measuredMs, waitMs + batchMs)} of that.`,
    !fits && 'They are too far apart for the account to hold: something else is at work here.',
    fits &&
      (waitMs > batchMs
        ? `Waiting for the trigger is ${share(waitMs / (waitMs + batchMs))} of the account: it is the trigger that sets the latency, not the work.`
        : 'It is the cost of a batch that sets the latency, twice over: a batch of half that time would halve it.'),
  );
}

const STAGES: readonly (readonly [key: keyof LatencySection['stages'], text: string])[] = [
  ['intended_to_sent', 'Slot to sending'],
  ['sent_to_appended', 'Sending to append'],
  ['appended_to_acked', 'Append to acknowledgement'],
  ['appended_to_batch_start', 'Append to start of batch'],
  ['batch_start_to_committed', 'Start of batch to committed file'],
];

function byStage(
  { stages, batch_wait_explained_ms: explained }: LatencySection,
  { table, tableRef, chart, figureRef }: Pick<Writer, 'table' | 'tableRef' | 'chart' | 'figureRef'>,
): Html {
  const measured = STAGES.filter(([key]) => stages[key].count > 0);
  const waited = stages.appended_to_batch_start;
  return html`${paragraph(
    html`${tableRef('stages')} and ${figureRef('latency-stages')} take the way apart by the stamps of each
    event: its slot, sending, the append by the broker, the acknowledgement, the start of the micro-batch that
    took it, and the commit of its file.`,
    waited.count > 0 &&
      explained.p50 !== null &&
      html`Were events spread evenly between the starts of the micro-batches, the wait for a batch would be
      ${duration(explained.p50)} at the median and ${duration(explained.p95)} at the 95th percentile by that
      alone; measured were ${duration(waited.p50)} and ${duration(waited.p95)}.`,
  )}
  ${table({
    id: 'stages',
    caption: 'Latency by stages (ms)',
    columns: [{ head: 'Stage', widthPct: 30 }, { head: 'Events', numeric: true }, ...PERCENTILE_COLUMNS],
    rows: measured.map(([key, text]) => [text, count(stages[key].count), ...percentileCells(stages[key])]),
    note: nonPositiveNote(...measured.map(([key]) => stages[key])),
  })}
  ${chart({
    id: 'latency-stages',
    caption: 'The stages one after another at three percentiles, and the whole as it was measured',
  })}`;
}

export function latency({ input, table, tableRef, chart, figureRef }: Writer): Part {
  const heading = { id: 'latency', title: 'Latency' };
  const { producer, consumer, stream, latency: stages } = input.record;
  const latencies = [
    producer && { until: 'Acknowledgement', values: producer.ack_ms },
    consumer && { until: 'Tracker', values: consumer.end_to_end_ms },
    stream && { until: 'Committed file', values: stream.commit_ms },
    stages && { until: 'Committed file, from the slot', values: stages.corrected_ms },
  ].filter((each) => each !== undefined);
  if (latencies.length === 0) return { ...heading, body: notMeasured('a latency was measured') };
  return {
    ...heading,
    body: [
      paragraph(
        html`${tableRef('latency')} and ${figureRef('latency-percentiles')} set the three latencies side by
        side.`,
        stream && tail(stream.commit_ms),
        stages &&
          'The last line counts from the slot in which an event was to be sent: what a sender that is late would hide from the line above it.',
      ),
      table({
        id: 'latency',
        caption: 'Latency from sending an event (ms)',
        columns: [{ head: 'Until', widthPct: 28 }, { head: 'Events', numeric: true }, ...PERCENTILE_COLUMNS],
        rows: latencies.map(({ until, values }) => [until, count(values.count), ...percentileCells(values)]),
        note: nonPositiveNote(...latencies.map(({ values }) => values)),
      }),
      chart({
        id: 'latency-percentiles',
        caption: 'Latency at each percentile, after warm-up; the axis of percentiles opens towards the tail',
      }),
      explanation(input),
      stages && byStage(stages, { table, tableRef, chart, figureRef }),
    ],
  };
}
