import { type OrdersSections, sectionsOf } from '../record.js';
import { largest } from '../../../core/lists.js';
import type { Percentiles } from '../../../stats/percentiles.js';
import type { RunRecord } from '../../../runs/record.js';
import type { ProducerCounts } from '../../../runs/stream-sections.js';
import { bad, notMeasured, paragraph, warning } from '../../../report/blocks.js';
import { plannedLoad } from './findings.js';
import { count, counted, duration, oneDecimal, rate, seconds, shareOf } from '../../../report/format.js';
import { html, type Html } from '../../../core/html.js';
import { nonPositiveNote, PERCENTILE_COLUMNS, percentileCells } from '../../../report/percentile-columns.js';
import type { Part } from '../../../report/section.js';
import { latency } from './latency.js';
import { phases } from '../../../report/sections/phases.js';
import { consequence } from './consequence.js';
import { ORDERS_PHASES } from './phases.js';
import type { OrdersSection, OrdersWriter } from './types.js';

/** Judged by what a reader would notice: being late by more than ten events, a tenth of a second at least, bends the load. */
function isPunctual(late: Percentiles, eventsPerSecond: number): boolean {
  return (late.p99 ?? 0) <= Math.max(100, 10_000 / eventsPerSecond);
}

function producers({ input, table, tableRef }: OrdersWriter): Part {
  const heading = { id: 'producers', title: 'Producers' };
  const { producer } = sectionsOf(input.record);
  if (producer === undefined) return { ...heading, body: notMeasured('the producers had sent their load') };
  const planned = plannedLoad(input.experiment);
  const { sent_ok: acked, sent_error: failed, ack_ms: ack, late_ms: late, by_producer: by } = producer;
  const sent = acked + failed;
  const row = (name: string, counts: ProducerCounts) => [
    name,
    count(counts.sent_ok),
    count(counts.sent_error),
    rate(counts.throughput_eps),
    ...percentileCells(counts.ack_ms),
  ];
  return {
    ...heading,
    body: [
      paragraph(
        `The plan was to send ${counted(planned.events, 'event')} ${planned.pace}.`,
        html`The producers sent ${count(sent)}, of which the brokers acknowledged ${count(acked)}
        (${shareOf(acked, sent)}) at ${rate(producer.throughput_eps)} per second (${tableRef('producer')}).`,
        `Half of the acknowledgements arrived within ${duration(ack.p50)} and 99% within ${duration(ack.p99)}.`,
        !input.experiment.backlog &&
          `Events were sent ${duration(late.p50)} after their scheduled time at the median and ${duration(late.p99)} at the 99th percentile: the load ${isPunctual(late, planned.eventsPerSecond) ? 'followed its schedule' : 'did not follow its schedule'}.`,
      ),
      failed > 0 && warning(`The brokers refused or never acknowledged ${counted(failed, 'event')}.`),
      table({
        id: 'producer',
        caption:
          'Producers: events, throughput (acknowledged events per second) and latency to the acknowledgement (ms)',
        columns: [
          { head: 'Producer', widthPct: 13 },
          { head: 'Acknowledged', numeric: true },
          { head: 'Failed', numeric: true },
          { head: 'Events/s', numeric: true },
          ...PERCENTILE_COLUMNS,
        ],
        rows: [row('valid', by.valid), row('invalid', by.invalid)],
        totals: [row('both', producer)],
        note: nonPositiveNote({ name: 'Acknowledgement', values: ack }),
      }),
    ],
  };
}

function throughput({ input, chart, figureRef }: OrdersWriter): Part {
  const peak = largest(input.results.measurements.throughput, (second) => second.committed);
  return {
    id: 'throughput',
    title: 'Throughput over time',
    body: [
      paragraph(
        html`${figureRef('throughput')} compares over time the events that were sent, acknowledged by the
        brokers and committed to files.`,
        peak &&
          `Files are committed batch by batch, so that line swings around the others; the most in one second were ${counted(peak.committed, 'committed event')}, in second ${peak.second}.`,
      ),
      chart({ id: 'throughput', caption: 'Events per second: sent, acknowledged and committed' }),
    ],
  };
}

/** Whether the tracker has seen all that the brokers acknowledged. */
function againstAcknowledged(processed: number, { producer }: OrdersSections): Html | string {
  if (producer === undefined) return '';
  if (processed === producer.sent_ok) return ', exactly as many as the brokers acknowledged';
  return html`, ${bad(`while the brokers acknowledged ${count(producer.sent_ok)}`)}`;
}

function tracker({ input: { record }, table, tableRef }: OrdersWriter): Part {
  const heading = { id: 'tracker', title: 'Tracker' };
  const { consumer } = sectionsOf(record);
  if (consumer === undefined) return { ...heading, body: notMeasured('the tracker had read the topic') };
  const { processed, errors, commits, throughput_eps: eventsPerSecond, end_to_end_ms: endToEnd } = consumer;
  return {
    ...heading,
    body: [
      paragraph(
        html`The tracker processed
        ${counted(processed, 'message')}${againstAcknowledged(processed, sectionsOf(record))}
        (${tableRef('consumer')}).`,
        `Of these, ${count(errors)} (${shareOf(errors, processed)}) were not JSON; they were counted and skipped.`,
        `It committed its offsets ${counted(commits, 'time')}.`,
        `It received an event ${duration(endToEnd.p50)} after it was sent at the median and ${duration(endToEnd.p99)} at the 99th percentile.`,
      ),
      table({
        id: 'consumer',
        caption:
          'Tracker: messages, offset commits, throughput (messages per second) and latency since sending (ms)',
        columns: [
          { head: 'Messages', numeric: true },
          { head: 'Not JSON', numeric: true },
          { head: 'Commits', numeric: true },
          { head: 'Messages/s', numeric: true },
          ...PERCENTILE_COLUMNS,
        ],
        rows: [
          [
            count(processed),
            count(errors),
            count(commits),
            rate(eventsPerSecond),
            ...percentileCells(endToEnd),
          ],
        ],
        note: nonPositiveNote({ name: 'Tracker', values: endToEnd }),
      }),
    ],
  };
}

function query({ input, table, tableRef, chart, figureRef }: OrdersWriter): Part {
  const heading = { id: 'query', title: 'Streaming query' };
  const { stream } = sectionsOf(input.record);
  if (stream === undefined) return { ...heading, body: notMeasured('the streaming query had done its work') };
  return {
    ...heading,
    body: [
      paragraph(
        html`The query read ${counted(stream.input_rows, 'row')} in
        ${counted(stream.batches, 'micro-batch', 'micro-batches')}, ${oneDecimal(stream.rows_per_batch)} rows
        each on average (${tableRef('stream')}, ${figureRef('batches')}).`,
        `Half of the batches took ${duration(stream.batch_duration_ms.p50)} or less, every batch counting once.`,
        `Per second of batch time, ${rate(stream.processed_rows_per_second)} rows were processed.`,
        'That figure follows the load and is not the capacity of the query: a batch takes what has arrived since the one before, and most of the duration of a small batch is fixed cost.',
      ),
      table({
        id: 'stream',
        caption:
          'Streaming query: micro-batches, and percentiles of their duration (ms), every batch counting once',
        columns: [
          { head: 'Batches', numeric: true },
          { head: 'Rows', numeric: true },
          { head: 'Rows/batch', numeric: true },
          { head: 'Rows/s', numeric: true },
          ...PERCENTILE_COLUMNS,
        ],
        rows: [
          [
            count(stream.batches),
            count(stream.input_rows),
            oneDecimal(stream.rows_per_batch),
            rate(stream.processed_rows_per_second),
            ...percentileCells(stream.batch_duration_ms),
          ],
        ],
      }),
      chart({ id: 'batches', caption: 'Micro-batches over time: rows in each, and its duration' }),
    ],
  };
}

/** Says so first when the run did not come to its end. */
function outcome({ status, error }: RunRecord): Html | undefined {
  if (error !== undefined) return warning(`The run failed in phase “${error.phase}”: ${error.message}`);
  return status === 'interrupted' ? warning('The run was interrupted before its end.') : undefined;
}

function phasesOfRun(writer: OrdersWriter): Part {
  const { record, experiment } = writer.input;
  return phases(
    writer,
    { phases: ORDERS_PHASES, consequence },
    record.phases.some(({ name }) => name === 'warm_up') &&
      `The limit of ${seconds(experiment.jvmWarmUpSeconds)} for the warm-up applies to its load; the phase also creates and removes a topic, and starts and stops a query.`,
  );
}

export const technical: OrdersSection = {
  id: 'technical',
  title: 'Technical results',
  write: (writer) => ({
    opening: outcome(writer.input.record),
    parts: [
      producers(writer),
      throughput(writer),
      tracker(writer),
      query(writer),
      latency(writer),
      phasesOfRun(writer),
    ],
  }),
};
