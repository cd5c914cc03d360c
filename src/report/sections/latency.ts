import type { Percentiles } from '../../metrics/percentiles.js';
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

export function latency({ input, table, tableRef, chart, figureRef }: Writer): Part {
  const heading = { id: 'latency', title: 'Latency' };
  const { producer, consumer, stream } = input.record;
  const latencies = [
    producer && { until: 'Acknowledgement', values: producer.ack_ms },
    consumer && { until: 'Tracker', values: consumer.end_to_end_ms },
    stream && { until: 'Committed file', values: stream.commit_ms },
  ].filter((each) => each !== undefined);
  if (latencies.length === 0) return { ...heading, body: notMeasured('a latency was measured') };
  return {
    ...heading,
    body: [
      paragraph(
        html`${tableRef('latency')} and ${figureRef('latency-percentiles')} set the three latencies side by
        side.`,
        stream && tail(stream.commit_ms),
      ),
      table({
        id: 'latency',
        caption: 'Latency from sending an event (ms)',
        columns: [{ head: 'Until', widthPct: 28 }, { head: 'Events', numeric: true }, ...PERCENTILE_COLUMNS],
        rows: latencies.map(({ until, values }) => [until, count(values.count), ...percentileCells(values)]),
        note: nonPositiveNote(...latencies.map(({ values }) => values)),
      }),
      explanation(input),
      chart({
        id: 'latency-percentiles',
        caption: 'Latency at each percentile, after warm-up; the axis of percentiles opens towards the tail',
      }),
    ],
  };
}
